import { FrameworkEntity } from '../assessments/framework.entity.js';
import { places, type Reader } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { TargetEntity } from './target.entity.js';
import { type TargetView, toTargetView } from './target.view.js';

/** Targets with their values as grades where their frameworks are graded; the frameworks are read once. */
export async function targetViews(
  reader: Reader,
  rows: readonly TargetEntity[],
  knownAt: string | null = null,
): Promise<TargetView[]> {
  const frameworks = new Map<string, FrameworkEntity>();
  for (const part of inParts(rows.map((it) => it.frameworkId))) {
    const found = await reader.selectKnownAt(
      FrameworkEntity,
      knownAt,
      `id in (${places(part.length)})`,
      part,
    );
    for (const it of found) frameworks.set(it.id, it);
  }
  return rows.map((row) => toTargetView(row, frameworks.get(row.frameworkId) ?? { grades: null }));
}
