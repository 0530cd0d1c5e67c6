import { conflictsAmong, type Recommended } from './conflicts.js';

const recommended = (id: string, members: Partial<Recommended> = {}): Recommended => ({
  id,
  pupilId: 'pupil',
  plugin: '@a/one',
  policyId: 'policy',
  subject: 'reading',
  wave: 2,
  status: 'open',
  ...members,
});
const other = { plugin: '@b/two' };

test.each<[string, Partial<Recommended>, Partial<Recommended>, boolean]>([
  ['two plugins, the same subject and wave', {}, other, true],
  ['two policies of one plugin', {}, { policyId: 'another' }, true],
  ['both in no subject', { subject: null }, { ...other, subject: null }, true],
  ['one policy twice, by two rules', {}, {}, false],
  ['other subjects', {}, { ...other, subject: 'mathematics' }, false],
  ['one in a subject, one in none', {}, { ...other, subject: null }, false],
  ['other waves', {}, { ...other, wave: 3 }, false],
  ['other pupils', {}, { ...other, pupilId: 'another' }, false],
  ['one was decided already', {}, { ...other, status: 'accepted' }, false],
  ['one was withdrawn', { status: 'withdrawn' }, other, false],
])('%s', (_case, first, second, conflicting) => {
  const found = conflictsAmong([recommended('a', first), recommended('b', second)]);
  const ids = Object.fromEntries([...found].map(([id, others]) => [id, others.map((it) => it.id)]));
  expect(ids).toEqual(conflicting ? { a: ['b'], b: ['a'] } : {});
});

test('three policies each conflict with the two others, whatever one policy says besides', () => {
  const found = conflictsAmong([
    recommended('a'),
    recommended('a2'),
    recommended('b', other),
    recommended('c', { plugin: '@c/three' }),
  ]);
  expect(found.get('a')!.map((it) => it.id)).toEqual(['b', 'c']);
  expect(found.get('b')!.map((it) => it.id)).toEqual(['a', 'a2', 'c']);
});
