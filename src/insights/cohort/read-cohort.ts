import { FrameworkEntity } from '../../assessments/framework.entity.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { type Cut, groupOf, UNKNOWN } from '../gaps/characteristic-groups.js';
import { type Attainment, attainmentsOf, type LatestRow, type RollRow } from './attainments.js';
import { type KnownState, knownSource } from './known-source.js';

/** Which attainments are wanted; all where a member is left out. */
export interface AttainmentFilter {
  readonly subject?: string | undefined;
  /** A framework's key, of any version. */
  readonly framework?: string | undefined;
}

/** Every spell on the school's roll: of pupils who are there and of those who were. */
export function readRoll(reader: Reader, state: KnownState): Promise<RollRow[]> {
  const source = knownSource(EnrolmentEntity, state);
  return reader.query<RollRow>(
    `select pupil_id as pupilId, nc_year as ncYear, status, entry_date as entryDate, leaving_date as leavingDate
       from ${source.sql} e order by entry_date, pupil_id`,
    source.params,
  );
}

/** The spells of those who are on the roll on the day. */
export function readRollOn(reader: Reader, state: KnownState): Promise<RollRow[]> {
  const source = knownSource(EnrolmentEntity, state);
  return reader.query<RollRow>(
    `select pupil_id as pupilId, nc_year as ncYear, status, entry_date as entryDate, leaving_date as leavingDate
       from ${source.sql} e
      where status <> 'P' and entry_date <= ? and (leaving_date is null or leaving_date >= ?)
      order by entry_date, pupil_id`,
    [...source.params, state.date, state.date],
  );
}

/** The latest actual of each pupil on the roll, in each subject and framework version. */
export async function readAttainments(
  reader: Reader,
  state: KnownState,
  filter: AttainmentFilter = {},
): Promise<Attainment[]> {
  const [roll, latest] = await Promise.all([readRoll(reader, state), readLatest(reader, state, filter)]);
  return attainmentsOf(roll, latest, await readScales(reader, latest), state.date);
}

async function readLatest(
  reader: Reader,
  state: KnownState,
  { subject, framework }: AttainmentFilter,
): Promise<LatestRow[]> {
  const results = knownSource(ResultEntity, state);
  const roll = knownSource(EnrolmentEntity, state);
  const { date } = state;
  const wanted = [
    subject === undefined ? '' : 'and r.subject = ?',
    framework === undefined ? '' : 'and r.framework_key = ?',
  ];
  return reader.query<LatestRow>(
    `select pupil_id as pupilId, subject, framework_id as frameworkId, date, points from (
       select r.pupil_id, r.subject, r.framework_id, r.date, r.points,
              rank() over (partition by r.pupil_id, r.subject, r.framework_id
                           order by r.date desc, case r.status when 'R' then 0 when 'P' then 1 else 2 end) as place
         from ${results.sql} r
        where r.date <= ? and r.status in ('R', 'P', 'I') and r.points is not null and r.superseded_by is null
              ${wanted.join(' ')}
              and r.pupil_id in (select e.pupil_id from ${roll.sql} e where e.status <> 'P' and e.entry_date <= ?
                                    and (e.leaving_date is null or e.leaving_date >= ?))
     ) ranked where place = 1`,
    [
      ...results.params,
      date,
      ...[subject, framework].filter((it) => it !== undefined),
      ...roll.params,
      date,
      date,
    ],
  );
}

async function readScales(
  reader: Reader,
  latest: readonly LatestRow[],
): Promise<Map<string, FrameworkScale>> {
  const scales = new Map<string, FrameworkScale>();
  for (const part of inParts(latest.map((it) => it.frameworkId))) {
    const found = await reader.select(FrameworkEntity, `where id in (${places(part.length)})`, part);
    for (const it of found) scales.set(it.id, it);
  }
  return scales;
}

type FrameworkScale = Pick<FrameworkEntity, 'direction' | 'expectations' | 'higherStandard'>;

/** The group of every pupil in some cuts, by what holds on the day. Who is not in a map is unknown. */
export async function readGroups(
  reader: Reader,
  state: KnownState,
  cuts: readonly Cut[],
): Promise<Map<Cut, Map<string, string>>> {
  const groups = new Map(cuts.map((cut) => [cut, new Map<string, string>()]));
  const kinds = cuts.filter((it) => it !== 'sex');
  const pupils = knownSource(PupilEntity, state);
  const spells = knownSource(CharacteristicEntity, state);
  const [sexes, recorded] = await Promise.all([
    groups.has('sex')
      ? reader.query<{ pupilId: string; sex: string }>(
          `select p.id as pupilId, p.sex from ${pupils.sql} p where p.sex is not null`,
          pupils.params,
        )
      : [],
    kinds.length > 0
      ? reader.query<{ pupilId: string; kind: Cut; value: string }>(
          `select c.pupil_id as pupilId, c.kind, c.value from ${spells.sql} c
            where c.kind in (${places(kinds.length)}) and c.start_date <= ? and (c.end_date is null or c.end_date >= ?)`,
          [...spells.params, ...kinds, state.date, state.date],
        )
      : [],
  ]);
  const all = [
    ...sexes.map(({ pupilId, sex }) => ({ pupilId, kind: 'sex' as const, value: sex })),
    ...recorded,
  ];
  for (const { pupilId, kind, value } of all) {
    const group = groupOf(kind, value);
    if (group !== UNKNOWN) groups.get(kind)?.set(pupilId, group);
  }
  return groups;
}
