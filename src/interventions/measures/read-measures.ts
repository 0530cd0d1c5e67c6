import { FrameworkEntity, toFramework } from '../../assessments/framework.entity.js';
import { retiredFramework } from '../../assessments/known-facts.js';
import { checkValue } from '../../assessments/results/check-result.js';
import { ResultEntity } from '../../assessments/results/result.entity.js';
import { type Fault, invalid } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { today } from '../../common/instants.js';
import type { Transaction } from '../../database/transaction.js';
import { jointFaults } from './join-measures.js';
import { type MeasureColumns, NO_MEASURES } from './measure-columns.js';
import type { MeasureDto } from './measure.dto.js';

/** What is sent: left out stays, null takes a measure away. */
export interface SentMeasures {
  readonly entry?: MeasureDto | null;
  readonly exit?: MeasureDto | null;
}

/** What a measure is in. */
type Scale = Pick<
  MeasureColumns,
  'measureName' | 'measureFrameworkId' | 'measureFrameworkKey' | 'measureFrameworkVersion'
>;

/** One measure as it will be stored. */
interface Taken {
  readonly scale: Scale;
  readonly points: number;
  readonly grade: string | null;
  readonly date: string | null;
  readonly resultId: string | null;
}

interface PupilKey {
  readonly ownerId: string;
  readonly id: string;
}

/** Reads the measures of a pupil's intervention into columns. Throws `validation-failed` with every fault. */
export async function readMeasures(
  tx: Transaction,
  pupil: PupilKey,
  sent: SentMeasures,
  before: MeasureColumns = NO_MEASURES,
): Promise<MeasureColumns> {
  const faults: Fault[] = [];
  const read = async (side: 'entry' | 'exit', inherited: Scale | null): Promise<Taken | null> => {
    const dto = sent[side];
    if (dto === undefined) return storedMeasure(before, side);
    if (dto === null) return null;
    const taken = await readOne(tx, pupil, dto, inherited, before.measureFrameworkId);
    if ('scale' in taken) return taken;
    faults.push({ ...taken, pointer: `/${side}${taken.pointer}` });
    return null;
  };
  const entry = await read('entry', null);
  const exit = await read('exit', entry?.scale ?? null);
  faults.push(...jointFaults(joined(entry), joined(exit)));
  if (faults.length > 0) throw invalid(...faults);
  return {
    ...NO_MEASURES,
    ...(entry ?? exit)?.scale,
    ...(entry && {
      entryMeasure: entry.points,
      entryGrade: entry.grade,
      entryDate: entry.date,
      entryResultId: entry.resultId,
    }),
    ...(exit && {
      exitMeasure: exit.points,
      exitGrade: exit.grade,
      exitDate: exit.date,
      exitResultId: exit.resultId,
    }),
  };
}

async function readOne(
  tx: Transaction,
  pupil: PupilKey,
  dto: MeasureDto,
  inherited: Scale | null,
  before: string | null,
): Promise<Taken | Fault> {
  const { resultId, framework, name, value, grade, date } = dto;
  const given = [resultId, framework, name].filter((it) => it !== undefined && it !== null).length;
  if (given > 1 || (given === 0 && !inherited)) {
    return { pointer: '', code: 'measure-of-what', detail: 'Give one of resultId, framework and name.' };
  }
  if (resultId) {
    const own = [value, grade, date].every((it) => it === undefined || it === null);
    if (own) return ofResult(tx, pupil, resultId);
    return { pointer: '/resultId', code: 'value-ambiguous', detail: 'A result has its own value and date.' };
  }
  if (!date) return { pointer: '/date', code: 'missing', detail: 'Say when it was measured.' };
  if (date > today()) return { pointer: '/date', code: 'in-future', detail: 'The date lies in the future.' };
  const scale = await scaleOf(tx, pupil, dto, inherited, before);
  if ('pointer' in scale) return scale;
  if (!scale.row) {
    if (value === undefined || value === null) {
      return { pointer: '/value', code: 'value-missing', detail: 'Give a value.' };
    }
    return { scale: scale.columns, points: value, grade: null, date, resultId: null };
  }
  const { read, faults } = checkValue(toFramework(scale.row), { value: value ?? null, grade: grade ?? null });
  if (!read) return faults[0];
  return { scale: scale.columns, points: read.points!, grade: read.grade, date, resultId: null };
}

async function ofResult(tx: Transaction, pupil: PupilKey, resultId: string): Promise<Taken | Fault> {
  const where = 'where owner_id = ? and pupil_id = ? and id = ?';
  const row = await tx.selectOne(ResultEntity, where, [pupil.ownerId, pupil.id, resultId]);
  if (!row) {
    return { pointer: '/resultId', code: 'unknown-result', detail: 'The pupil has no result with this id.' };
  }
  if (row.points === null || row.supersededBy !== null) {
    return {
      pointer: '/resultId',
      code: 'result-without-value',
      detail: 'The result has no value, or a correction has taken its place.',
    };
  }
  const { frameworkId, frameworkKey, frameworkVersion, points, grade, date } = row;
  return {
    scale: inFramework({ frameworkKey, frameworkVersion, id: frameworkId }),
    points,
    grade,
    date,
    resultId,
  };
}

async function scaleOf(
  tx: Transaction,
  pupil: PupilKey,
  { framework, name }: MeasureDto,
  inherited: Scale | null,
  before: string | null,
): Promise<{ columns: Scale; row: FrameworkEntity | null } | Fault> {
  if (name) return { columns: { ...NO_SCALE, measureName: name }, row: null };
  if (framework) {
    return namedFramework(tx, pupil.ownerId, framework, before);
  }
  const id = inherited!.measureFrameworkId;
  return {
    columns: inherited!,
    row: id === null ? null : await tx.selectOne(FrameworkEntity, 'where id = ?', [id]),
  };
}

/**
 * A version of a framework, or its newest: the school's own before the system's. One that is offered no more stays
 * where the intervention is measured in it already (`before`).
 */
async function namedFramework(
  tx: Transaction,
  ownerId: string,
  { key, version }: NonNullable<MeasureDto['framework']>,
  before: string | null,
): Promise<{ columns: Scale; row: FrameworkEntity } | Fault> {
  const where = 'where owner_id in (?, ?) and framework_key = ? order by framework_version desc';
  const rows = await tx.select(FrameworkEntity, where, [ownerId, SYSTEM_OWNER, key]);
  const fits = rows.filter((it) => version === undefined || it.frameworkVersion === version);
  const offered = fits.filter((it) => it.retiredAt === null || it.id === before);
  const row = offered.find((it) => it.ownerId === ownerId) ?? offered[0];
  if (row) return { columns: inFramework(row), row };
  if (fits[0]) return retiredFramework(fits[0]);
  return {
    pointer: '/framework/key',
    code: 'unknown-framework',
    detail: 'No such framework or version is known at the pupil’s school.',
  };
}

const NO_SCALE: Scale = {
  measureName: null,
  measureFrameworkId: null,
  measureFrameworkKey: null,
  measureFrameworkVersion: null,
};

function inFramework({
  id,
  frameworkKey,
  frameworkVersion,
}: Pick<FrameworkEntity, 'id' | 'frameworkKey' | 'frameworkVersion'>): Scale {
  return {
    measureName: null,
    measureFrameworkId: id,
    measureFrameworkKey: frameworkKey,
    measureFrameworkVersion: frameworkVersion,
  };
}

function storedMeasure(row: MeasureColumns, side: 'entry' | 'exit'): Taken | null {
  const points = row[`${side}Measure`];
  if (points === null) return null;
  const { measureName, measureFrameworkId, measureFrameworkKey, measureFrameworkVersion } = row;
  return {
    scale: { measureName, measureFrameworkId, measureFrameworkKey, measureFrameworkVersion },
    points,
    grade: row[`${side}Grade`],
    date: row[`${side}Date`],
    resultId: row[`${side}ResultId`],
  };
}

function joined(taken: Taken | null): { scale: string; date: string | null } | null {
  return (
    taken && { scale: taken.scale.measureFrameworkId ?? taken.scale.measureName ?? '', date: taken.date }
  );
}
