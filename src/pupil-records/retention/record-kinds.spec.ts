import { ENTITIES } from '../../app.entities.js';
import { factOptions, isFact } from '../../database/fact.entity.js';
import { codecFor } from '../../database/row-codec.js';
import { KINDS, RECORD_KINDS } from './record-kinds.js';

/** What is no row about a pupil, and is told of in an access log. */
const BESIDE = ['audit-events'];

describe('the kinds of record', () => {
  const resourceOf = (entity: (typeof ENTITIES)[number]) =>
    isFact(entity) ? factOptions(entity).resource : codecFor(entity).table.replaceAll('_', '-');
  const aboutPupils = ENTITIES.filter(
    (it) => codecFor(it).table === 'pupil' || codecFor(it).columns.some((one) => one.property === 'pupilId'),
  ).map(resourceOf);

  it('have every table that names a pupil, each in one of them', () => {
    const named = RECORD_KINDS.flatMap((it) => KINDS[it].resources);
    expect(named.sort()).toEqual([...aboutPupils, ...BESIDE].sort());
    expect(aboutPupils.length).toBeGreaterThan(15);
  });

  it('have defaults that no statute forbids, and say what they rest on', () => {
    for (const kind of RECORD_KINDS) {
      const { years, minimumYears, basis, source } = KINDS[kind];
      expect([kind, years >= (minimumYears ?? 1)]).toEqual([kind, true]);
      expect([kind, basis]).toEqual([kind, expect.stringMatching(/Act|Regulations|IRMS/)]);
      expect([kind, source]).toEqual([kind, expect.stringMatching(/^https:/)]);
    }
  });

  it.each([
    ['attendance', 'entry', 6, 6],
    ['contacts', 'leaving', 6, 6],
    ['pupil-record', 'date-of-birth', 25, null],
    ['sen-records', 'date-of-birth', 31, null],
  ] as const)('%s: from %s, %i years, by statute %p', (kind, countsFrom, years, minimumYears) => {
    expect(KINDS[kind]).toMatchObject({ countsFrom, years, minimumYears });
  });
});
