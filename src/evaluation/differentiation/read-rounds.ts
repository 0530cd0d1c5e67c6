import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { DifferentiationRoundEntity } from './differentiation-round.entity.js';

/** The rounds of rows, by id. */
export async function readRounds(
  reader: Reader,
  rows: readonly { readonly differentiationRoundId: string }[],
): Promise<Map<string, DifferentiationRoundEntity>> {
  const rounds = new Map<string, DifferentiationRoundEntity>();
  for (const part of inParts(rows.map((it) => it.differentiationRoundId))) {
    const where = `where id in (${places(part.length)})`;
    for (const it of await reader.select(DifferentiationRoundEntity, where, part)) rounds.set(it.id, it);
  }
  return rounds;
}
