import type { RequestContext } from '../auth/request-context.js';
import type { Database } from '../database/database.js';
import { StaffEntity } from '../auth/staff/staff.entity.js';
import type { DecisionsService } from '../evaluation/recommendations/decisions.service.js';
import type { CreateDecisionDto } from '../evaluation/recommendations/recommendation.dto.js';
import { RecommendationEntity } from '../evaluation/recommendations/recommendation.entity.js';
import { addDays } from '../common/dates.js';
import { today } from '../common/instants.js';
import { DEMO_CLIENT } from '../auth/clients/admin-client.js';
import { DEMO_SOURCE } from './demo-source.js';
import { SeededRandom } from './seeded-random.js';

/** What becomes of a recommendation, of a hundred; the rest waits. */
const OUTCOMES = { accept: 45, amend: 8, dismiss: 17, wait: 30 };
/** Days for which a dismissal holds. */
const DISMISSED_FOR = 42;

/**
 * The school's SENCo decides on most of the open recommendations, each with a reason: by the same seed always on the
 * same ones, so that deciding twice adds nothing. Hands back how many were decided on.
 */
export async function decideSchool(
  decisions: DecisionsService,
  database: Database,
  schoolId: string,
  seed: number,
): Promise<number> {
  const [senco] = await database.select(
    StaffEntity,
    'where owner_id = ? and source_system = ? and source_id = ?',
    [schoolId, DEMO_SOURCE, 'staff-senco'],
  );
  const open = await database.select(
    RecommendationEntity,
    "where owner_id = ? and status = 'open' order by id",
    [schoolId],
  );
  if (!senco) return 0;
  const ctx = contextOf(senco);
  let decided = 0;
  for (const { id, pupilId, subject } of open) {
    const decision = decisionOn(SeededRandom.of(seed, 'decision', pupilId, subject ?? ''));
    if (!decision) continue;
    await decisions.decide(ctx, id, decision);
    decided += 1;
  }
  return decided;
}

function decisionOn(random: SeededRandom): CreateDecisionDto | null {
  switch (random.pickByShare(OUTCOMES)) {
    case 'accept':
      return { outcome: 'accept', reason: 'Agreed with the class teacher; fits what we see in lessons.' };
    case 'amend':
      return {
        outcome: 'amend',
        reason: 'Works better alone than in a group.',
        provisionType: 'one-to-one-catch-up',
      };
    case 'dismiss':
      return {
        outcome: 'dismiss',
        reason: 'Was ill in the week of the test; we look again at the next one.',
        reviewBy: addDays(today(), DISMISSED_FOR),
      };
    case 'wait':
      return null;
  }
}

/** The SENCo's own request. */
function contextOf({ id: staffId, ownerId }: StaffEntity): RequestContext {
  return {
    principal: {
      clientId: DEMO_CLIENT.id,
      staffId,
      scopes: new Set(['recommendations:decide'] as const),
      schoolIds: [ownerId],
      taughtOnly: false,
    },
    idempotency: null,
    ifMatch: null,
    knownAt: null,
    stillGood: () => Promise.resolve(),
  };
}
