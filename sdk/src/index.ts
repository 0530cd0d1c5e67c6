export { definePlugin } from './plugin.js';
export type {
  AllocationPolicy,
  DifferentiationPolicy,
  PluginDefinition,
  PluginManifest,
  Policy,
  PolicyContext,
  SettingsOf,
  TargetPolicy,
} from './plugin.js';
export { insufficientData, noAction, recommend } from './verdict-builders.js';
export type { NoActionDetails, Recommendation, WatchDetails } from './verdict-builders.js';
export type { Day } from './builder-members.js';
export { proposeTarget } from './propose-target.js';
export type { TargetProposal } from './propose-target.js';
export type { ProposeTargetVerdict, TargetVerdict } from './target-proposal.js';
export { differentiate, forEachLearner } from './differentiate.js';
export type { Differentiation } from './differentiate.js';
export type {
  DifferentiateVerdict,
  DifferentiationVerdict,
  GroupAnswer,
  SuggestedGroup,
  TeachingGroup,
  Tier,
} from './differentiation.js';
export { allocate } from './allocate.js';
export type { RankedRequest } from './allocate.js';
export type {
  AllocationAnswer,
  AllocationRound,
  FundedRequest,
  PlaceRequest,
  PlaceSupply,
  UnfundedRequest,
} from './allocation.js';
export type {
  Evidence,
  InsufficientDataVerdict,
  NoActionVerdict,
  RecommendVerdict,
  Verdict,
  Wave,
} from './verdict.js';
export type { BySubject, LearnerOf } from './learner-of.js';
export type {
  DisadvantageFact,
  EnglishProficiency,
  EthnicityCode,
  LanguageFact,
  LookedAfterFact,
  SenFact,
  SenNeed,
  SenProvision,
  SenType,
  YesNoUnknown,
} from './characteristics.js';
export type { AnnualReview, PlanCycle, PlanOutcome, PlansFact } from './plans.js';
export type { AreaOfNeed } from './field/words.js';
export type {
  AgeFact,
  AttendanceFact,
  GroupFact,
  InputName,
  InterventionFact,
  LastTenWeeksFact,
  Learner,
  ResultFact,
  ResultStatus,
  Sex,
  TargetFact,
  TrajectoryFact,
  TrajectoryJudgement,
  TrajectoryPoint,
} from './learner.js';
export type { IsoDate } from './iso-date.js';
export type { SubjectCode } from './subject-code.js';
