import type { BatchWrite } from '../../auth/batches/carry-out-batch.js';
import { SourceRows, sourceTaken } from '../../auth/batches/source-rows.js';
import type { RequestContext } from '../../auth/request-context.js';
import { seesSchool } from '../../auth/tenancy.js';
import type { DomainError, Fault } from '../../common/errors/domain-error.js';
import { invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { SchoolEntity } from '../school.entity.js';
import type { CreateAcademicYearDto, NonSchoolDaysDto } from './academic-year.dto.js';
import { AcademicYearEntity } from './academic-year.entity.js';
import { calendarFaults, type NonSchoolDays } from './calendar.js';

type Outcome = BatchDone | DomainError;
type Content = Pick<AcademicYearEntity, 'name' | 'startDate' | 'endDate' | 'terms' | 'nonSchoolDays'>;

const UNKNOWN_SCHOOL = invalid({
  pointer: '/schoolId',
  code: 'unknown-school',
  detail: 'No school with this id is known.',
});

/**
 * Adds calendars, or changes those with the same source key. The schools are held, so that the years of one do not
 * overlap however many write at once.
 */
export async function writeAcademicYears(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CreateAcademicYearDto>[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const years = await holdYears(
    tx,
    items.map((it) => it.dto.schoolId).filter((it) => seesSchool(ctx, it)),
  );
  const sources = new SourceRows<AcademicYearEntity>();
  for (const rows of years.values()) for (const row of rows) sources.add(row);
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const known = years.get(dto.schoolId);
    outcomes.set(index, known ? writeOne(tx, dto, known, sources, bySource) : UNKNOWN_SCHOOL);
  }
  return outcomes;
}

function writeOne(
  tx: Transaction,
  dto: CreateAcademicYearDto,
  years: AcademicYearEntity[],
  sources: SourceRows<AcademicYearEntity>,
  bySource: boolean,
): Outcome {
  const { schoolId, source, name, startDate, endDate, terms, nonSchoolDays } = dto;
  const before = sources.find(schoolId, source);
  if (before && !bySource) return sourceTaken('A calendar');
  const content: Content = { name, startDate, endDate, terms, nonSchoolDays: nonSchoolDays.map(named) };
  const faults = yearFaults(
    content,
    years.filter((it) => it !== before),
  );
  if (faults.length > 0) return invalid(...faults);
  const ordered = inOrder(content);
  const changed = !before || JSON.stringify(contentOf(before)) !== JSON.stringify(ordered);
  const row = before
    ? tx.update(AcademicYearEntity, before, ordered)
    : tx.insert(AcademicYearEntity, { ...ordered, ...sourceColumns(source), ownerId: schoolId });
  if (before) years.splice(years.indexOf(before), 1);
  years.push(row);
  sources.add(row);
  return { row, kind: !before ? 'created' : changed ? 'updated' : 'unchanged' };
}

/** The faults of a calendar, also beside the school's others: no day is in two academic years. */
export function yearFaults(content: Content, others: readonly AcademicYearEntity[]): Fault[] {
  const faults = calendarFaults(content);
  const { startDate, endDate } = content;
  const clash = others.find((it) => it.startDate <= endDate && startDate <= it.endDate);
  if (clash) {
    const detail = `The school has the academic year ${clash.name} from ${clash.startDate} to ${clash.endDate}.`;
    faults.push({ pointer: '/startDate', code: 'years-overlap', detail });
  }
  return faults;
}

/** The lists of a calendar by their first days. */
export function inOrder<C extends Content>(content: C): C {
  const byStart = (a: { startDate: string }, b: { startDate: string }) =>
    a.startDate < b.startDate ? -1 : 1;
  const { terms, nonSchoolDays } = content;
  return { ...content, terms: terms.toSorted(byStart), nonSchoolDays: nonSchoolDays.toSorted(byStart) };
}

/** Days without school as they are stored: the name is null where it is left out. */
export function named({ kind, name = null, startDate, endDate }: NonSchoolDaysDto): NonSchoolDays {
  return { kind, name, startDate, endDate };
}

function contentOf({ name, startDate, endDate, terms, nonSchoolDays }: AcademicYearEntity): Content {
  return { name, startDate, endDate, terms, nonSchoolDays };
}

/** The academic years of each school that there is; the schools are held. */
export async function holdYears(
  tx: Transaction,
  schoolIds: readonly string[],
): Promise<Map<string, AcademicYearEntity[]>> {
  const years = new Map<string, AcademicYearEntity[]>();
  for (const part of inParts([...schoolIds].sort())) {
    const ids = places(part.length);
    const schools = await tx.lock(SchoolEntity, `where id in (${ids}) order by id`, part);
    for (const { id } of schools) years.set(id, []);
    for (const row of await tx.lock(AcademicYearEntity, `where owner_id in (${ids})`, part)) {
      years.get(row.ownerId)?.push(row);
    }
  }
  return years;
}
