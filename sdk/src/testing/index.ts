export { learner } from './learner.js';
export type { SketchedLearner } from './learner.js';
export { testDay } from './school-day.js';
export type {
  AttendanceSketch,
  LearnerSketch,
  PointSketch,
  ResultSketch,
  TrajectorySketch,
} from './sketch.js';
export { PolicyTester } from './policy-tester.js';
export type { PolicyTesterOptions, TestablePlugin, TestRunner } from './policy-tester.js';
export type { AnyCase } from './case-table.js';
export type {
  CaseGroups,
  ExpectedInsufficient,
  ExpectedNoAction,
  ExpectedProposal,
  ExpectedRecommendation,
  PolicyCase,
  TargetCases,
} from './policy-cases.js';
export type {
  ExpectedDifferentiation,
  GroupCase,
  GroupCases,
  GroupLearnerCase,
  GroupSketch,
  MemberSketch,
} from './group-cases.js';
export type { ExpectedFunded, ExpectedUnfunded, RoundCase, RoundCases } from './round-cases.js';
export type { RequestSketch, RoundSketch, SupplySketch } from './round-sketch.js';
export type { AnswerAbout, AnyPolicyFunction, AskedAbout, SettingsIn, TableFor } from './policy-kinds.js';
export type { Monotone, MonotoneInput } from './monotone.js';
