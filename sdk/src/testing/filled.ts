import { isCalendarDate } from '../calendar-date.js';

/** A fact with what is given over what is usual. @throws TypeError for a member that such a fact has not. */
export function filled<Fact extends object>(usual: Fact, given: Partial<Fact>, at: string): Fact {
  for (const member of Object.keys(given)) {
    if (!Object.hasOwn(usual, member)) {
      throw new TypeError(`${at}: unknown member ${member}; there are ${Object.keys(usual).join(', ')}`);
    }
  }
  return { ...usual, ...given };
}

/** @throws RangeError where the facts are not in the order of days that exist, up to `asOf`. */
export function onlyUpTo(asOf: string, facts: readonly { readonly date: string }[], at: string): void {
  let before = '';
  for (const { date } of facts) {
    if (!isCalendarDate(date)) throw new RangeError(`${at}: ${date} is no date`);
    if (date > asOf) throw new RangeError(`${at}: ${date} is after ${asOf}, so no learner has it yet`);
    if (date < before) throw new RangeError(`${at}: ${date} comes after ${before}; facts are oldest first`);
    before = date;
  }
}
