import { AuditEventEntity } from './auth/audit/audit-event.entity.js';
import { ClientEntity } from './auth/clients/client.entity.js';
import { IdempotencyKeyEntity, IdempotencyPartEntity } from './auth/idempotency/idempotency-key.entity.js';
import { StaffEntity } from './auth/staff/staff.entity.js';
import { AccessChangeEntity } from './auth/tokens/access-change.entity.js';
import { SigningKeyEntity } from './auth/tokens/signing-key.entity.js';
import { ChangeEventEntity } from './database/change-event.entity.js';
import type { EntityClass } from './database/fact.entity.js';
import { OwnerVersionEntity } from './database/owner-version.entity.js';
import { ImportErrorEntity } from './exchange/imports/import-error.entity.js';
import { ImportEntity } from './exchange/imports/import.entity.js';
import { InsightCellEntity } from './insights/releases/insight-cell.entity.js';
import { InsightReleaseEntity } from './insights/releases/insight-release.entity.js';
import { InterventionEntity } from './interventions/intervention.entity.js';
import { InterventionSessionEntity } from './interventions/sessions/intervention-session.entity.js';
import { InterventionTransitionEntity } from './interventions/transitions/intervention-transition.entity.js';
import { BudgetEntity } from './provisions/funding/budget.entity.js';
import { FundingSourceEntity } from './provisions/funding/funding-source.entity.js';
import { ProvisionTypeEntity } from './provisions/provision-type.entity.js';
import { ProvisionEntity } from './provisions/provision.entity.js';
import { PluginLogLineEntity } from './plugin-host/log/plugin-log-line.entity.js';
import { PluginBundleChunkEntity } from './plugin-host/plugin-bundle-chunk.entity.js';
import { PublisherKeyEntity } from './plugin-host/signatures/publisher-key.entity.js';
import { PluginInstallationEntity } from './plugin-host/plugin-installation.entity.js';
import { PluginVersionEntity } from './plugin-host/plugin-version.entity.js';
import { PlanContributionEntity } from './plans/contributions/plan-contribution.entity.js';
import { PlanItemEntity } from './plans/items/plan-item.entity.js';
import { PlanOutcomeEntity } from './plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from './plans/plan.entity.js';
import { PlanReviewEntity } from './plans/reviews/plan-review.entity.js';
import { CharacteristicEntity } from './pupils/characteristic.entity.js';
import { EnrolmentEntity } from './pupils/enrolment.entity.js';
import { ContactEntity } from './pupils/contacts/contact.entity.js';
import { GroupMemberEntity } from './pupils/groups/group-member.entity.js';
import { GroupTeacherEntity } from './pupils/groups/group-teacher.entity.js';
import { GroupEntity } from './pupils/groups/group.entity.js';
import { ErasureEntity } from './pupil-records/erasure/erasure.entity.js';
import { LegalHoldEntity } from './pupil-records/holds/legal-hold.entity.js';
import { RetentionScheduleEntity } from './pupil-records/retention/retention-schedule.entity.js';
import { PupilEntity } from './pupils/pupil.entity.js';
import { AcademicYearEntity } from './schools/academic-years/academic-year.entity.js';
import { SchoolEntity } from './schools/school.entity.js';
import { FrameworkEntity } from './assessments/framework.entity.js';
import { ResultEntity } from './assessments/results/result.entity.js';
import { AttendanceEntity } from './assessments/attendance/attendance.entity.js';
import { SenNeedEntity } from './pupils/sen-needs/sen-need.entity.js';
import { AgreementEntity } from './targets/agreements/agreement.entity.js';
import { TargetSetEntity } from './targets/sets/target-set.entity.js';
import { DifferentiationAnswerEntity } from './evaluation/differentiation/differentiation-answer.entity.js';
import { DifferentiationDecisionEntity } from './evaluation/differentiation/differentiation-decision.entity.js';
import { DifferentiationRoundEntity } from './evaluation/differentiation/differentiation-round.entity.js';
import { DifferentiationEntity } from './evaluation/differentiation/differentiation.entity.js';
import {
  SuggestedGroupEntity,
  SuggestedGroupPupilEntity,
} from './evaluation/differentiation/suggested-group.entity.js';
import { DecisionEntity } from './evaluation/recommendations/decision.entity.js';
import { RecommendationEntity } from './evaluation/recommendations/recommendation.entity.js';
import { AllocationEntity } from './evaluation/allocation/allocation.entity.js';
import { AllocationRowEntity } from './evaluation/allocation/allocation-row.entity.js';
import { EvaluationBatchEntity, EvaluationClaimEntity } from './evaluation/runs/evaluation-batch.entity.js';
import { TargetProposalEntity } from './evaluation/target-proposals/target-proposal.entity.js';
import { TriggerWatchEntity } from './evaluation/triggers/trigger-watch.entity.js';
import { EvaluationResultEntity } from './evaluation/runs/evaluation-result.entity.js';
import { EvaluationEntity } from './evaluation/runs/evaluation.entity.js';
import { ReferralEntity } from './referrals/referral.entity.js';
import { AssessmentPointEntity } from './schools/assessment-points/assessment-point.entity.js';
import { SubjectEntity } from './schools/subjects/subject.entity.js';
import { TrustEntity } from './schools/trusts/trust.entity.js';
import { TargetEntity } from './targets/target.entity.js';

/** Every table of the schema, for the drift check. */
export const ENTITIES: readonly EntityClass<unknown>[] = [
  OwnerVersionEntity,
  ChangeEventEntity,
  AuditEventEntity,
  SigningKeyEntity,
  AccessChangeEntity,
  IdempotencyKeyEntity,
  IdempotencyPartEntity,
  ClientEntity,
  StaffEntity,
  SchoolEntity,
  PupilEntity,
  EnrolmentEntity,
  CharacteristicEntity,
  ContactEntity,
  GroupEntity,
  GroupMemberEntity,
  GroupTeacherEntity,
  TrustEntity,
  AcademicYearEntity,
  ProvisionTypeEntity,
  ProvisionEntity,
  InterventionEntity,
  InterventionSessionEntity,
  InterventionTransitionEntity,
  FundingSourceEntity,
  BudgetEntity,
  ImportEntity,
  ImportErrorEntity,
  PluginVersionEntity,
  PluginBundleChunkEntity,
  PluginInstallationEntity,
  PluginLogLineEntity,
  PublisherKeyEntity,
  SubjectEntity,
  AssessmentPointEntity,
  FrameworkEntity,
  ResultEntity,
  TargetEntity,
  TargetSetEntity,
  AgreementEntity,
  AttendanceEntity,
  SenNeedEntity,
  EvaluationEntity,
  EvaluationBatchEntity,
  EvaluationClaimEntity,
  EvaluationResultEntity,
  TriggerWatchEntity,
  TargetProposalEntity,
  RecommendationEntity,
  DifferentiationRoundEntity,
  DifferentiationEntity,
  DifferentiationAnswerEntity,
  DifferentiationDecisionEntity,
  SuggestedGroupEntity,
  SuggestedGroupPupilEntity,
  AllocationEntity,
  AllocationRowEntity,
  LegalHoldEntity,
  ErasureEntity,
  RetentionScheduleEntity,
  DecisionEntity,
  InsightReleaseEntity,
  InsightCellEntity,
  PlanEntity,
  PlanOutcomeEntity,
  PlanItemEntity,
  PlanReviewEntity,
  PlanContributionEntity,
  ReferralEntity,
];
