/** Injection token of the `Config`. */
export const APP_CONFIG = Symbol('espalier:config');
