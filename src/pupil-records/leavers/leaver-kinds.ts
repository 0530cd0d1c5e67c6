import { RecommendationEntity } from '../../evaluation/recommendations/recommendation.entity.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { PlanEntity } from '../../plans/plan.entity.js';
import { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { ReferralEntity } from '../../referrals/referral.entity.js';
import { TargetEntity } from '../../targets/target.entity.js';
import { characteristicInWords } from '../words/characteristic-words.js';
import { capitalised, meaningOf } from '../words/code-words.js';
import type { SchoolWords } from '../words/school-words.js';
import { leaverKind } from './leaver-kind.js';

const LEFT = 'Has left the school';

/** The later of two days: nothing ends before it began. */
const notBefore = (first: string | null, day: string) => (first !== null && day < first ? first : day);

const inSubject = (subject: string | null, words: SchoolWords) =>
  subject === null ? '' : ` in ${words.subject(subject)}`;

const group = leaverKind({
  kind: 'group',
  entity: GroupMemberEntity,
  scope: 'groups:read',
  open: (day) => ({
    sql: 'group_member.start_date <= ? and (group_member.end_date is null or group_member.end_date > ?)',
    params: [day, day],
  }),
  tell: ({ id, kind, groupId, startDate, endDate }, { words, lastDay }) => ({
    title: `In the ${kind} group ${words.group(groupId) ?? ''}`.trimEnd(),
    status: null,
    since: startDate,
    until: endDate,
    end: {
      method: 'PATCH',
      path: `/api/v1/group-members/${id}`,
      body: { endDate: notBefore(startDate, lastDay) },
      asks: [],
    },
  }),
});

const sen = leaverKind({
  kind: 'sen',
  entity: CharacteristicEntity,
  scope: 'pupils:read',
  sensitive: true,
  open: (day) => ({
    sql: `characteristic.kind = 'sen' and characteristic.value in ('K', 'E') and characteristic.start_date <= ?
      and (characteristic.end_date is null or characteristic.end_date > ?)`,
    params: [day, day],
  }),
  tell: ({ id, pupilId, kind, value, startDate, endDate }, { lastDay }) => ({
    title: `SEN provision: ${characteristicInWords(kind, value)}`,
    status: value,
    since: startDate,
    until: endDate,
    end: {
      method: 'PATCH',
      path: `/api/v1/pupils/${pupilId}/characteristics/${id}`,
      body: { endDate: notBefore(startDate, lastDay) },
      asks: [],
    },
  }),
});

const plan = leaverKind({
  kind: 'plan',
  entity: PlanEntity,
  scope: 'plans:read',
  sensitive: true,
  open: (day) => ({
    sql: `(plan.status = 'draft' or (plan.start_date <= ? and (plan.end_date is null or plan.end_date > ?)))`,
    params: [day, day],
  }),
  tell: ({ id, kind, cycle, status, startDate, reviewDue, endDate }, { lastDay }) => ({
    title: `${capitalised(meaningOf('plans', 'kind', kind) ?? kind)} (cycle ${cycle})`,
    status,
    since: startDate,
    until: endDate ?? reviewDue,
    end:
      status === 'draft'
        ? { method: 'DELETE', path: `/api/v1/plans/${id}`, body: null, asks: [] }
        : {
            method: 'PATCH',
            path: `/api/v1/plans/${id}`,
            body: { status: 'closed', endDate: notBefore(startDate, lastDay), closedReason: LEFT },
            asks: [],
          },
  }),
});

const referral = leaverKind({
  kind: 'referral',
  entity: ReferralEntity,
  scope: 'referrals:read',
  sensitive: true,
  open: (day) => ({
    sql: `referral.sent_on <= ? and (referral.closed_on is null or referral.closed_on > ?)
      and (referral.status <> 'declined' or referral.answered_on > ?)`,
    params: [day, day, day],
  }),
  tell: ({ id, agency, service, status, sentOn, answeredOn, activeFrom, closedOn }, { lastDay }) => ({
    title: `Referral to ${agency} (${meaningOf('referrals', 'service', service) ?? service})`,
    status,
    since: sentOn,
    until: closedOn,
    end: {
      method: 'POST',
      path: `/api/v1/referrals/${id}/transitions`,
      body: { to: 'closed', on: notBefore(activeFrom ?? answeredOn ?? sentOn, lastDay) },
      asks: ['outcome'],
    },
  }),
});

const intervention = leaverKind({
  kind: 'intervention',
  entity: InterventionEntity,
  scope: 'interventions:read',
  open: (day) => ({
    sql: `(intervention.status in ('proposed', 'agreed', 'active')
      or (intervention.status in ('reviewed', 'closed') and intervention.ended_on > ?)
      or (intervention.status = 'declined' and substr(intervention.decided_at, 1, 10) > ?))`,
    params: [day, day],
  }),
  tell: ({ id, provisionTypeKey, subject, status, startDate, endDate, endedOn }, { words, lastDay }) => ({
    title: `${words.provisionType(provisionTypeKey)}${inSubject(subject, words)}`,
    status,
    since: startDate,
    until: endedOn ?? endDate,
    end: {
      method: 'POST',
      path: `/api/v1/interventions/${id}/transitions`,
      body:
        status === 'active'
          ? { to: 'reviewed', reason: LEFT, endedOn: lastDayOf({ startDate, endDate }, lastDay) }
          : { to: 'declined', reason: LEFT },
      asks: status === 'active' ? ['outcome'] : [],
    },
  }),
});

/** The last day that a pupil had a place who left on a day: within the days that were planned for it. */
function lastDayOf(
  { startDate, endDate }: { readonly startDate: string | null; readonly endDate: string | null },
  day: string,
): string {
  return notBefore(startDate, endDate !== null && endDate < day ? endDate : day);
}

const target = leaverKind({
  kind: 'target',
  entity: TargetEntity,
  scope: 'targets:read',
  open: () => ({ sql: `target.status in ('draft', 'agreed', 'active')`, params: [] }),
  tell: ({ id, subject, status, baselineDate, due }, { words }) => ({
    title: `Target in ${words.subject(subject)}`,
    status,
    since: baselineDate,
    until: due,
    end: {
      method: 'PATCH',
      path: `/api/v1/targets/${id}`,
      body: { status: 'withdrawn', statusReason: LEFT },
      asks: [],
    },
  }),
});

const recommendation = leaverKind({
  kind: 'recommendation',
  entity: RecommendationEntity,
  scope: 'recommendations:read',
  open: () => ({ sql: `recommendation.status = 'open'`, params: [] }),
  tell: ({ id, provisionType, subject, status, asOf, reviewBy }, { words }) => ({
    title: `Recommended: ${words.provisionType(provisionType)}${inSubject(subject, words)}`,
    status,
    since: asOf,
    until: reviewBy,
    end: {
      method: 'POST',
      path: `/api/v1/recommendations/${id}/decisions`,
      body: { outcome: 'dismiss', reason: LEFT },
      asks: [],
    },
  }),
});

/** What stays open when a pupil leaves, in the order in which it is told. */
export const LEAVER_KINDS = [group, sen, plan, referral, intervention, target, recommendation] as const;
