import type { ChangeTrigger } from '@espalier/sdk/manifest';
import { AttendanceEntity } from '../../assessments/attendance/attendance.entity.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { type EntityClass, factOptions, type FactRow } from '../../database/fact.entity.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { InterventionSessionEntity } from '../../interventions/sessions/intervention-session.entity.js';
import { PlanItemEntity } from '../../plans/items/plan-item.entity.js';
import { PlanOutcomeEntity } from '../../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../../plans/plan.entity.js';
import { PlanReviewEntity } from '../../plans/reviews/plan-review.entity.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { TargetEntity } from '../../targets/target.entity.js';

/** Where the pupils are whom a change in the feed is about. */
export interface TriggerSource {
  /** As the change feed names it. */
  readonly resource: string;
  /** The tables that lead from the change's row, `resource_id`, to its pupil: rows of now and of before. */
  readonly tables: readonly string[];
  /** The column of those tables that holds the changed row's id. */
  readonly key: string;
  readonly pupil: string;
  /** The column with the subject's code; null where changes are about none. */
  readonly subject: string | null;
  /** What rows must be besides; nothing where it is empty. */
  readonly where: string;
}

const FACTS: Readonly<Record<ChangeTrigger, readonly EntityClass<FactRow>[]>> = {
  onResult: [ResultEntity],
  onTarget: [TargetEntity],
  onAttendance: [AttendanceEntity],
  onEnrolment: [EnrolmentEntity],
  onGroup: [GroupMemberEntity],
  onIntervention: [InterventionEntity, InterventionSessionEntity],
  onPlan: [PlanEntity, PlanOutcomeEntity, PlanItemEntity, PlanReviewEntity],
};

const WITH_SUBJECT: readonly ChangeTrigger[] = ['onResult', 'onTarget'];

/** A group's name or subject is seen with each of its members. */
const GROUPS: TriggerSource = {
  resource: factOptions(GroupEntity).resource,
  tables: [factOptions(GroupMemberEntity).table],
  key: 'group_id',
  pupil: 'pupil_id',
  subject: null,
  where: '',
};

/**
 * Of what was erased nothing is left that would say what it was: the erasure of a kind of record, which tells whose
 * it was, stands for all of it. The table is a later domain's, so it is read by its name.
 */
const ERASURES: TriggerSource = {
  resource: 'erasures',
  tables: ['erasure'],
  key: 'id',
  pupil: 'former_id',
  subject: null,
  where: 'and f.kind is not null',
};

/** Where the pupils are whom changes of a kind are about. */
export function sourcesOf(change: ChangeTrigger): TriggerSource[] {
  const subject = WITH_SUBJECT.includes(change) ? 'subject' : null;
  const own = FACTS[change].map((entity): TriggerSource => {
    const { resource, table } = factOptions(entity);
    return {
      resource,
      tables: [table, `${table}_history`],
      key: 'id',
      pupil: 'pupil_id',
      subject,
      where: '',
    };
  });
  return [...own, ...(change === 'onGroup' ? [GROUPS] : []), ERASURES];
}
