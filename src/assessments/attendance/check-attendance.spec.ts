import { attendanceFaults } from './check-attendance.js';
import type { WeekOfSessions } from './check-attendance.js';

const week: WeekOfSessions = {
  weekStart: '2026-09-14',
  possible: 10,
  present: 8,
  authorised: 1,
  unauthorised: 1,
  late: 2,
};

describe('a week of sessions', () => {
  it.each<[string, Partial<WeekOfSessions>, string[]]>([
    ['adds up', {}, []],
    ['nobody had to come', { possible: 0, present: 0, authorised: 0, unauthorised: 0, late: 0 }, []],
    ['every session late', { late: 8 }, []],
    ['more late than present', { late: 9 }, ['/late more-than-present']],
    ['one session too few', { present: 7 }, ['/possible sums-disagree']],
    ['one session too many', { present: 9 }, ['/possible sums-disagree']],
    ['begins on a Sunday', { weekStart: '2026-09-13' }, ['/weekStart not-monday']],
    ['begins on a Tuesday', { weekStart: '2026-09-15' }, ['/weekStart not-monday']],
    ['begins today', { weekStart: '2026-09-21' }, []],
    ['is yet to come', { weekStart: '2026-09-28' }, ['/weekStart in-future']],
    ['of the birth', { weekStart: '2014-03-10' }, []],
    ['before the birth', { weekStart: '2014-03-03' }, ['/weekStart before-birth']],
    ['a Monday before 1970 is a Monday', { weekStart: '1969-12-29' }, ['/weekStart before-birth']],
    [
      'two faults',
      { late: 9, present: 8, possible: 9 },
      ['/possible sums-disagree', '/late more-than-present'],
    ],
  ])('%s', (_case, members, wanted) => {
    const faults = attendanceFaults({ ...week, ...members }, '2014-03-10', '2026-09-21');
    expect(faults.map((it) => `${it.pointer} ${it.code}`)).toEqual(wanted);
  });
});
