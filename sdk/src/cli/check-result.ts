/** One thing that was looked at, and what to say of it: a line, or one for each error. */
export interface Check {
  readonly check: string;
  readonly status: 'ok' | 'fail' | 'skipped';
  readonly details: readonly string[];
}

export const ok = (check: string, detail: string): Check => ({ check, status: 'ok', details: [detail] });
export const skipped = (check: string, why: string): Check => ({ check, status: 'skipped', details: [why] });
export const fail = (check: string, ...details: string[]): Check => ({ check, status: 'fail', details });
