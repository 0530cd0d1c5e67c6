import { readFileSync } from 'node:fs';
import type { CostFacts } from '../provisions/costs/cost-facts.js';
import { fundedBy } from '../provisions/costs/funding.js';
import { provisionCosts } from '../provisions/costs/provision-costs.js';
import { dosageReceived } from './dosage/dosage.js';

const page = readFileSync(new URL('../../docs/integrators/provision-and-costs.md', import.meta.url), 'utf8');
const [, block] = /```json\n([^]*?)```/.exec(page)!;

const days = { start: '2026-01-05', end: '2026-02-13' };
const facts: CostFacts = {
  provision: {
    id: 'group',
    ...{ startDate: days.start, endDate: days.end, plannedSessions: 10, sessionMinutes: 30 },
    rate: { perHourPence: 1800, roundUpToMinutes: 15, minimumMinutes: 0 },
    ...{ fixedPence: 4000, resourcesPence: null },
    funding: [
      { fundingSourceId: 'pupil premium', shareBasisPoints: 6_667 },
      { fundingSourceId: 'general', shareBasisPoints: 3_333 },
    ],
  },
  places: [
    { interventionId: '1', pupilId: 'ann', ...days },
    { interventionId: '2', pupilId: 'bea', start: '2026-01-25', end: days.end },
  ],
  sessions: [
    { date: '2026-01-06', minutes: 30 },
    { date: '2026-01-27', minutes: 35 },
  ],
};

describe('the worked example of provision and costs', () => {
  it('has the numbers that are calculated', () => {
    const { planned, toDate, places } = provisionCosts(facts, days.end)!;
    const [ann, bea] = [places[0]!, places[1]!];
    const [premium, general] = fundedBy(toDate.totalPence, facts.provision.funding).map((it) => it.pence);
    const sessions = facts.sessions.map((it) => ({ ...it, attended: true, absenceReason: null }));
    const dosage = dosageReceived({ minutes: 300, provision: days, place: days }, sessions, days.end);
    expect(JSON.parse(block!)).toEqual({
      planned: {
        sessions: planned.sessions,
        totalPence: planned.totalPence,
        ...{ ann: ann.plannedPence, bea: bea.plannedPence },
      },
      toDate: {
        sessions: toDate.sessions,
        totalPence: toDate.totalPence,
        ...{ ann: ann.toDatePence, bea: bea.toDatePence },
      },
      funded: { pupilPremium: premium, general },
      annDosage: { plannedMinutes: dosage.plannedMinutes, minutesReceived: dosage.minutesReceived },
    });
  });
});
