/** The present instant, RFC 3339 in UTC with milliseconds, as every instant is stored and shown. */
export function now(): string {
  return new Date().toISOString();
}

/** Today's date in UTC, `YYYY-MM-DD`. */
export function today(): string {
  return now().slice(0, 10);
}
