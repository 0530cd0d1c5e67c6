import { type Reader, places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { holds } from '../../pupils/spells.js';
import { FrameworkEntity, toFramework } from '../framework.entity.js';
import { attainmentJudgement } from '../frameworks/attainment-judgement.js';
import type { NcYear } from '../frameworks/framework.js';
import type { ResultEntity } from './result.entity.js';
import { type ResultView, toResultView } from './result.view.js';

/** Results with their attainment: their frameworks, and the spells on roll that hold their dates, are read once. */
export async function resultViews(reader: Reader, rows: readonly ResultEntity[]): Promise<ResultView[]> {
  const [frameworks, spells] = await Promise.all([readFrameworks(reader, rows), readSpells(reader, rows)]);
  return rows.map((row) => {
    const framework = frameworks.get(row.frameworkId);
    const spell = spells
      .get(row.pupilId)
      ?.find((it) => holds({ start: it.entryDate, end: it.leavingDate }, row.date));
    const ncYear: NcYear | null = spell?.ncYear ?? null;
    return toResultView(row, framework ? attainmentJudgement(framework, ncYear, row.points) : null);
  });
}

async function readFrameworks(reader: Reader, rows: readonly ResultEntity[]) {
  const frameworks = new Map<string, ReturnType<typeof toFramework>>();
  for (const part of inParts(rows.map((it) => it.frameworkId))) {
    const found = await reader.select(FrameworkEntity, `where id in (${places(part.length)})`, part);
    for (const it of found) frameworks.set(it.id, toFramework(it));
  }
  return frameworks;
}

async function readSpells(reader: Reader, rows: readonly ResultEntity[]) {
  const spells: EnrolmentEntity[] = [];
  for (const [ownerId, group] of Map.groupBy(rows, (it) => it.ownerId)) {
    for (const part of inParts(group.map((it) => it.pupilId))) {
      const where = `where owner_id = ? and pupil_id in (${places(part.length)})`;
      spells.push(...(await reader.select(EnrolmentEntity, where, [ownerId, ...part])));
    }
  }
  return Map.groupBy(spells, (it) => it.pupilId);
}
