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
export type {
  CaseGroups,
  ExpectedInsufficient,
  ExpectedNoAction,
  ExpectedRecommendation,
  PolicyCase,
  PolicyTesterOptions,
  TestablePlugin,
  TestRunner,
} from './policy-tester.js';
export type { Monotone, MonotoneInput } from './monotone.js';
