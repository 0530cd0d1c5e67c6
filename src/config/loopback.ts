/** Hosts with which the server may speak HTTP without TLS, for trying things out. */
export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
