import { dateFaults } from './check-dates.js';

const autumn = { startDate: '2026-09-07', endDate: '2026-12-18' };

describe('dates of an intervention', () => {
  it.each([
    ['none at all', null, null, autumn, []],
    ['the same as the provision’s', '2026-09-07', '2026-12-18', autumn, []],
    ['one day', '2026-10-01', '2026-10-01', autumn, []],
    ['a start before the provision’s', '2026-09-06', null, autumn, ['/startDate outside-provision']],
    ['an end after the provision’s', null, '2026-12-19', autumn, ['/endDate outside-provision']],
    ['an end before the start', '2026-10-02', '2026-10-01', null, ['/endDate ends-before-start']],
    ['any dates where there is no provision', '2020-01-01', '2030-01-01', null, []],
  ])('%s', (_case, startDate, endDate, provision, faults) => {
    const found = dateFaults({ startDate, endDate }, provision);
    expect(found.map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });
});
