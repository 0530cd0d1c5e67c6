/** A variable that cannot be used. The message is one line that names it and says what it takes. */
export class ConfigError extends Error {}
