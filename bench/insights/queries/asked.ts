import type { BareDriver } from '../../http/bare-driver.ts';

/** What is asked: the answer of one school, or about one of its pupils, on a day. */
export interface Asked {
  readonly schoolId: string;
  readonly pupilId: string;
  readonly asOf: string;
}

export type Row = Record<string, unknown>;

/** MariaDB hands sums out as text. */
export type Sum = number | string;

/** The database, and the few words in which the two differ. */
export interface Limit {
  readonly driver: BareDriver;
  /** The number of a day, of which only differences count. */
  readonly days: (date: string) => string;
  /** A part of a union, which may have an order and a limit of its own. */
  readonly part: (select: string) => string;
}

/** Answers one question by statements written for it. Hands back the rows of the answer. */
export type Query = (limit: Limit, asked: Asked) => Promise<Row[]>;

/** The words of a database. */
export function limitOn(driver: BareDriver, kind: 'mariadb' | 'sqlite'): Limit {
  return kind === 'sqlite'
    ? { driver, days: (date) => `julianday(${date})`, part: (select) => `select * from (${select})` }
    : { driver, days: (date) => `to_days(${date})`, part: (select) => `(${select})` };
}

/** The academic year of a day, by the year in which it begins. */
export function academicYear(date: string): number {
  return Number(date.slice(0, 4)) - (date.slice(5, 7) < '09' ? 1 : 0);
}

/** Of several results of a day, the standing one of the best status first: real, provisional, interim. */
export const BY_STATUS = "case r.status when 'R' then 0 when 'P' then 1 else 2 end";

/** An actual result that stands. */
export const ACTUAL = "r.status in ('R', 'P', 'I') and r.points is not null and r.superseded_by is null";

/** A spell `e` on the roll on a day that is given twice. */
export const ON_ROLL =
  "e.status <> 'P' and e.entry_date <= ? and (e.leaving_date is null or e.leaving_date >= ?)";
