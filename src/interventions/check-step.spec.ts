import {
  endOf,
  type PlannedDates,
  type SentStep,
  stepFaults,
  toldFaults,
  type ToldIntervention,
} from './check-step.js';

const TODAY = '2026-11-24';
const autumn: PlannedDates = { start: '2026-09-07', end: '2026-12-18' };

describe('a step in the life of an intervention', () => {
  it.each<[string, SentStep, string[]]>([
    ['agreed with dates', { to: 'agreed', startDate: '2026-09-07', endDate: '2026-12-18' }, []],
    ['begun with a date', { to: 'active', startDate: '2026-09-14' }, []],
    ['begun with an outcome', { to: 'active', outcome: 'met' }, ['/outcome not-in-this-step']],
    ['declined with dates', { to: 'declined', endDate: '2026-12-18' }, ['/endDate not-in-this-step']],
    ['reviewed with its outcome', { to: 'reviewed', outcome: 'partly' }, []],
    ['reviewed without', { to: 'reviewed' }, ['/outcome missing']],
    [
      'reviewed with a new plan',
      { to: 'reviewed', outcome: 'met', startDate: '2026-09-08' },
      ['/startDate not-in-this-step'],
    ],
    ['ended today', { to: 'reviewed', outcome: 'met', endedOn: TODAY }, []],
    ['ended tomorrow', { to: 'reviewed', outcome: 'met', endedOn: '2026-11-25' }, ['/endedOn in-future']],
    ['ended on its first day', { to: 'reviewed', outcome: 'not', endedOn: '2026-09-07' }, []],
    [
      'ended before it began',
      { to: 'reviewed', outcome: 'not', endedOn: '2026-09-06' },
      ['/endedOn outside-intervention'],
    ],
    ['closed with an exit measure', { to: 'closed', exit: {} }, ['/exit not-in-this-step']],
    ['closed', { to: 'closed' }, []],
  ])('%s', (_case, step, faults) => {
    const found = stepFaults(step, autumn, TODAY);
    expect(found.map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });

  it('ended after its planned end', () => {
    const found = stepFaults(
      { to: 'reviewed', outcome: 'met', endedOn: '2026-10-17' },
      { start: '2026-09-07', end: '2026-10-16' },
      TODAY,
    );
    expect(found.map((it) => it.code)).toEqual(['outside-intervention']);
  });
});

describe('the last day of an intervention that is reviewed', () => {
  it.each<[string, PlannedDates, string]>([
    ['before its planned end', autumn, TODAY],
    ['on its planned end', { start: null, end: TODAY }, TODAY],
    ['after its planned end', { start: null, end: '2026-11-23' }, '2026-11-23'],
    ['without dates', { start: null, end: null }, TODAY],
    ['before it was to begin', { start: '2026-12-01', end: '2026-12-18' }, '2026-12-01'],
  ])('%s', (_case, planned, last) => {
    expect(endOf(planned, TODAY)).toBe(last);
  });
});

describe('an intervention that another system tells of', () => {
  const by = { deciderStaffId: 'staff' };
  it.each<[string, ToldIntervention, string[]]>([
    ['proposed', { status: 'proposed' }, []],
    ['proposed, with a decider', { status: 'proposed', ...by }, ['/deciderStaffId not-in-this-step']],
    ['agreed by somebody', { status: 'agreed', ...by }, []],
    ['agreed by nobody', { status: 'agreed' }, ['/deciderStaffId missing']],
    ['declined by nobody', { status: 'declined' }, ['/deciderStaffId missing']],
    ['closed with its outcome', { status: 'closed', ...by, outcome: 'met', endedOn: '2026-10-16' }, []],
    ['closed without', { status: 'closed', ...by }, ['/outcome missing']],
    ['active with an outcome', { status: 'active', ...by, outcome: 'met' }, ['/outcome not-in-this-step']],
  ])('%s', (_case, told, faults) => {
    expect(toldFaults(told, autumn, TODAY).map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });
});
