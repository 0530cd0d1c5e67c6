import { type DeclaredTrigger, parseTrigger } from './triggers.js';

test.each<[string, DeclaredTrigger]>([
  ['onResult', { on: 'change', change: 'onResult', subject: null }],
  ['onResult:reading', { on: 'change', change: 'onResult', subject: 'reading' }],
  ['onTarget:mathematics', { on: 'change', change: 'onTarget', subject: 'mathematics' }],
  ['onAttendance', { on: 'change', change: 'onAttendance', subject: null }],
  ['onEnrolment', { on: 'change', change: 'onEnrolment', subject: null }],
  ['onReviewDue', { on: 'review' }],
  ['onSchedule:daily', { on: 'schedule', schedule: 'daily' }],
  ['onSchedule:termly', { on: 'schedule', schedule: 'termly' }],
])('trigger %s', (trigger, parsed) => {
  expect(parseTrigger(trigger)).toEqual(parsed);
});
