export { definePlugin } from './plugin.js';
export type { PluginDefinition, PluginManifest, Policy, PolicyContext, SettingsOf } from './plugin.js';
export { insufficientData, noAction, recommend } from './verdict-builders.js';
export type { Day, NoActionDetails, Recommendation, WatchDetails } from './verdict-builders.js';
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
  AttendanceFact,
  InputName,
  InterventionFact,
  IsoDate,
  Learner,
  ResultFact,
  ResultStatus,
  SubjectCode,
  TargetFact,
  TrajectoryFact,
  TrajectoryJudgement,
  TrajectoryPoint,
} from './learner.js';
