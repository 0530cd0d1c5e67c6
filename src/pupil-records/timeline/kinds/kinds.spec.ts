import { ENTITIES } from '../../../app.entities.js';
import { type EntityClass, factOptions, isFact } from '../../../database/fact.entity.js';
import { codecFor } from '../../../database/row-codec.js';
import { TIMELINE_KINDS } from './index.js';

/** Facts about pupils of which a timeline says nothing, by table, and why. */
const WITHOUT_ENTRY: Readonly<Record<string, string>> = {
  allocation_row: 'says who was to have a place; what came of it are decisions and interventions',
  contact: 'tells of a person around the pupil, and holds on no date',
  legal_hold: 'says why the record is kept, not what happened to the pupil',
  plan_item: 'stands in its plan and has no date of its own',
};

const properties = (entity: EntityClass<unknown>) => codecFor(entity).columns.map((it) => it.property);

describe('the kinds of entries of a timeline', () => {
  const told = new Set(TIMELINE_KINDS.map((it) => factOptions(it.entity).table));
  const aboutPupils = ENTITIES.filter((it) => isFact(it) && properties(it).includes('pupilId')).map(
    (it) => factOptions(it).table,
  );

  it('tell of every fact about pupils, or it is said why not', () => {
    expect(aboutPupils.filter((it) => !told.has(it)).sort()).toEqual(Object.keys(WITHOUT_ENTRY).sort());
    expect(aboutPupils.length).toBeGreaterThan(10);
  });

  it('have names of their own', () => {
    const names = TIMELINE_KINDS.map((it) => it.kind);
    expect(names.filter((it, i) => names.indexOf(it) !== i)).toEqual([]);
  });

  it('read members that there are', () => {
    for (const { kind, entity, members, date } of TIMELINE_KINDS) {
      const missing = [...members, date].filter((it) => !properties(entity).includes(it));
      expect([kind, missing]).toEqual([kind, []]);
    }
  });
});
