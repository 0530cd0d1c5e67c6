import { recommend } from '@espalier/sdk';
import type { Rule } from './send-case.js';
import { inWordsDay } from './words.js';

/** SEN support means a plan: assess, plan, do, review. */
export const noOpenPlan: Rule = ({ learner, sen, settings, asOf }) => {
  if (sen.provision !== 'K') return null;
  if (learner.plans.cycles.some(({ kind, status }) => kind !== 'support' && status === 'open')) return null;
  if (sen.schoolDays === null) {
    return {
      kind: 'unknown',
      missing: 'sen',
      reason: `No plan for SEN support is open, and the school's calendar does not tell how many school days there were since ${inWordsDay(sen.since)}.`,
    };
  }
  if (sen.schoolDays <= settings.planWithinSchoolDays) return null;
  return recommend({
    rule: 'no-open-plan',
    // What a school does about its plans is no additional provision: it stands at the lowest wave, without a cost.
    wave: 1,
    provisionType: settings.planProvisionType,
    reason: `SEN support since ${inWordsDay(sen.since)}, ${sen.schoolDays} school days, and no plan for it is open. Agree one with the pupil and the parents.`,
    evidence: [
      {
        input: 'sen',
        value: sen.schoolDays,
        expected: settings.planWithinSchoolDays,
        date: sen.since,
        label: 'school days of SEN support',
      },
    ],
    reviewBy: asOf.add({ weeks: settings.reviewWeeks }),
  });
};

/** Plans for SEN support; the annual review of an education, health and care plan has a rule of its own. */
export const reviewOverdue: Rule = ({ learner, settings, asOf }) => {
  const overdue = learner.plans.cycles.find(
    ({ kind, reviewStatus }) => kind === 'send-support' && reviewStatus === 'overdue',
  );
  if (!overdue?.reviewDue) return null;
  return recommend({
    rule: 'review-overdue',
    wave: 1,
    provisionType: settings.meetingProvisionType,
    reason: `The review of cycle ${overdue.cycle} of the plan for SEN support was due on ${inWordsDay(overdue.reviewDue)} and has not been held.`,
    evidence: [
      { input: 'plans', value: overdue.reviewDue, date: overdue.reviewDue, label: 'review that is overdue' },
    ],
    reviewBy: asOf.add({ weeks: settings.reviewWeeks }),
  });
};

/** Three meetings a year, pro rata by the terms that have ended: the host counts what is due. */
export const tooFewMeetings: Rule = ({ learner, sen, settings, asOf }) => {
  const held = learner.plans.parentMeetings.length;
  const due = sen.parentMeetingsExpected;
  if (held >= due) return null;
  return recommend({
    rule: 'parent-meetings',
    wave: 1,
    provisionType: settings.meetingProvisionType,
    reason: `Meetings with parents this year: ${held}, where ${due} of the three a year ${due === 1 ? 'was' : 'were'} due by now. Invite the parents.`,
    evidence: [{ input: 'plans', value: held, expected: due, label: 'meetings with parents this year' }],
    reviewBy: asOf.add({ weeks: settings.reviewWeeks }),
  });
};
