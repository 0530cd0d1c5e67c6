import fc from 'fast-check';
import { KINDS, RECORD_KINDS, type RecordKind } from './record-kinds.js';
import { dueOn, type HeldOfKind, type RecordFacts, type Terms } from './retention-rules.js';

const DEFAULTS = Object.fromEntries(RECORD_KINDS.map((it) => [it, KINDS[it].years])) as Terms;
const WHOLE: HeldOfKind = { records: 1, entries: null };
const entries = (first: string, last = first): HeldOfKind => ({ records: 1, entries: { first, last } });

interface Case {
  readonly dateOfBirth?: string;
  readonly spells?: RecordFacts['spells'];
  readonly ehc?: boolean;
  readonly held?: Partial<Record<RecordKind, HeldOfKind>>;
}

/** Born on 9 March 2001, left on 20 July 2017. */
const facts = ({ held = {}, ...rest }: Case = {}): RecordFacts => ({
  dateOfBirth: '2001-03-09',
  spells: [{ entryDate: '2012-09-03', leavingDate: '2017-07-20' }],
  ehc: false,
  ...rest,
  held: new Map([['pupil-record', WHOLE], ...Object.entries(held)] as [RecordKind, HeldOfKind][]),
});

/** The kinds that are due on a day, with the day on which they fell due. */
const due = (day: string, of: Case, terms: Partial<Terms> = {}) =>
  Object.fromEntries(dueOn(day, facts(of), { ...DEFAULTS, ...terms }).map((it) => [it.kind, it.dueDate]));

describe('what is due', () => {
  it.each<[string, string, Case, Record<string, string>]>([
    ['the record a day before the 25th birthday', '2026-03-08', {}, {}],
    ['the record on the 25th birthday', '2026-03-09', {}, { 'pupil-record': '2026-03-09' }],
    [
      'the record of who was born on 29 February, on 28 February',
      '2029-02-28',
      { dateOfBirth: '2004-02-29' },
      {},
    ],
    [
      'the record of who was born on 29 February, on 1 March',
      '2029-03-01',
      { dateOfBirth: '2004-02-29' },
      { 'pupil-record': '2029-03-01' },
    ],
    [
      'nothing of who is on roll',
      '2060-01-01',
      { spells: [{ entryDate: '2012-09-03', leavingDate: null }] },
      {},
    ],
    [
      'nothing on the last day on roll',
      '2026-07-20',
      {
        spells: [{ entryDate: '2012-09-03', leavingDate: '2026-07-20' }],
        held: { attendance: entries('2013-01-06') },
      },
      {},
    ],
    [
      'what is long past, on the day after the last one on roll',
      '2026-07-21',
      {
        spells: [{ entryDate: '2012-09-03', leavingDate: '2026-07-20' }],
        held: { attendance: entries('2013-01-06') },
      },
      { attendance: '2026-07-21' },
    ],
    [
      'nothing of who left and came back',
      '2060-01-01',
      {
        spells: [
          { entryDate: '2012-09-03', leavingDate: '2014-07-20' },
          { entryDate: '2015-09-03', leavingDate: null },
        ],
      },
      {},
    ],
    [
      'nothing of who is to come onto the roll',
      '2026-08-01',
      { spells: [{ entryDate: '2026-09-03', leavingDate: null }], held: { results: WHOLE } },
      {},
    ],
    ['a register a day too early', '2022-06-18', { held: { attendance: entries('2016-06-19') } }, {}],
    [
      'a register six years after its entry, where the pupil has left by then',
      '2023-07-21',
      { held: { attendance: entries('2016-06-19') } },
      { attendance: '2022-06-19' },
    ],
    ['contacts a day too early', '2023-07-19', { held: { contacts: WHOLE } }, {}],
    [
      'contacts six years after the last day on roll',
      '2023-07-20',
      { held: { contacts: WHOLE } },
      { contacts: '2023-07-20' },
    ],
    [
      'contacts of who never was on roll, before the record',
      '2026-03-08',
      { spells: [], held: { contacts: WHOLE } },
      {},
    ],
    [
      'contacts of who never was on roll, with the record',
      '2026-03-09',
      { spells: [], held: { contacts: WHOLE } },
      { 'pupil-record': '2026-03-09', contacts: '2026-03-09' },
    ],
    [
      'everything but SEN records at 25, and the record waits for those',
      '2026-03-09',
      { held: { results: WHOLE, 'sen-records': WHOLE } },
      { results: '2026-03-09' },
    ],
    [
      'SEN records and with them the record at 31',
      '2032-03-09',
      { held: { 'sen-records': WHOLE } },
      { 'pupil-record': '2032-03-09', 'sen-records': '2032-03-09' },
    ],
    ['the record of who had an EHC plan, a day before 31', '2032-03-08', { ehc: true }, {}],
    [
      'the record of who had an EHC plan, at 31',
      '2032-03-09',
      { ehc: true },
      { 'pupil-record': '2032-03-09' },
    ],
    [
      'the record of who left at 24, only when six years of the register have passed',
      '2031-07-19',
      { spells: [{ entryDate: '2012-09-03', leavingDate: '2025-07-20' }] },
      {},
    ],
    [
      'the record of who left at 24, six years on',
      '2031-07-20',
      { spells: [{ entryDate: '2012-09-03', leavingDate: '2025-07-20' }] },
      { 'pupil-record': '2031-07-20' },
    ],
    [
      'the record waits for the last entry, not for the first',
      '2026-03-09',
      { held: { attendance: entries('2016-06-19', '2020-06-21') } },
      { attendance: '2022-06-19' },
    ],
    [
      'the record does not wait for what readings left behind',
      '2026-03-09',
      { held: { 'access-log': entries('2025-01-01') } },
      { 'pupil-record': '2026-03-09' },
    ],
  ])('%s: on %s', (_case, day, of, wanted) => {
    expect(due(day, of)).toEqual(wanted);
  });

  it('follows the terms that the school has set', () => {
    const of: Case = { held: { results: WHOLE, attendance: entries('2016-06-19') } };
    expect(due('2024-06-18', of, { attendance: 8 })).toEqual({});
    expect(due('2024-06-19', of, { attendance: 8 })).toEqual({ attendance: '2024-06-19' });
    expect(due('2023-07-20', of, { attendance: 20, results: 20 })).toEqual({ results: '2021-03-09' });
  });

  it('stays due: what is due on a day is due on every later one, and from the same day', () => {
    const day = fc.date({ min: new Date('2018-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    const iso = day.map((it) => it.toISOString().slice(0, 10));
    const some = fc.subarray(RECORD_KINDS.filter((it) => it !== 'pupil-record'));
    fc.assert(
      fc.property(iso, iso, some, fc.boolean(), (a, b, kinds, ehc) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const held = Object.fromEntries(
          kinds.map((it) => [
            it,
            KINDS[it].countsFrom === 'entry' ? entries('2013-01-06', '2017-07-16') : WHOLE,
          ]),
        );
        const [first, second] = [due(early, { held, ehc }), due(late, { held, ehc })];
        expect(second).toMatchObject(first);
      }),
    );
  });
});
