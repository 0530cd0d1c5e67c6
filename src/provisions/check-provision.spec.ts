import { type CheckedProvision, provisionFaults } from './check-provision.js';

const autumn: CheckedProvision = {
  startDate: '2026-09-07',
  endDate: '2026-12-18',
  weeks: null,
  staff: null,
  funding: null,
};
const person = (staffId: string | null, name: string | null) => ({ staffId, name });
const line = (shareBasisPoints: number) => ({ fundingSourceId: `s-${shareBasisPoints}`, shareBasisPoints });

describe('a provision in itself', () => {
  it.each<[string, Partial<CheckedProvision>, string[]]>([
    ['with dates alone', {}, []],
    ['that ends on its first day', { endDate: '2026-09-07' }, ['/endDate ends-before-start']],
    ['of two days', { endDate: '2026-09-08' }, []],
    ['with as many weeks as its dates touch', { weeks: 15 }, []],
    ['with a week too many', { weeks: 16 }, ['/weeks too-many-weeks']],
    ['with staff and one from outside', { staff: [person('id', null), person(null, 'Jo Tutor')] }, []],
    ['with somebody who is nobody', { staff: [person(null, null)] }, ['/staff/0 staff-or-name']],
    [
      'with somebody who is both',
      { staff: [person('id', null), person('id', 'Jo')] },
      ['/staff/1 staff-or-name'],
    ],
    ['with funding of 100 %', { funding: [line(6_500), line(3_500)] }, []],
    ['with funding of 99.99 %', { funding: [line(6_500), line(3_499)] }, ['/funding shares-not-whole']],
    ['with no funding', { funding: [] }, []],
  ])('%s', (_case, members, faults) => {
    const found = provisionFaults({ ...autumn, ...members });
    expect(found.map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });
});
