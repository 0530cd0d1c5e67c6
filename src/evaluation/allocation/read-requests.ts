import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { RecommendationEntity } from '../recommendations/recommendation.entity.js';
import { pupilsOnRoll } from '../runs/pupils-on-roll.js';

/** An open recommendation that asks for a place. */
export interface AskedPlace {
  readonly recommendation: RecommendationEntity;
  /** When it was first made. */
  readonly since: string;
  /** An EHC plan of the pupil specifies this kind of provision. */
  readonly statutory: boolean;
}

/** Whose recommendations, as of when, and of which kinds of provision; null for all. */
export interface RequestFrame {
  readonly ownerId: string;
  readonly asOf: string;
  readonly knownVersion: number;
  readonly provisionTypes: readonly string[] | null;
}

/**
 * The open recommendations of pupils on roll that ask for a place, in the order in which they were made. What is made
 * for all (wave 1) has no places.
 */
export async function readRequests(
  reader: Reader,
  { ownerId, asOf, knownVersion, provisionTypes }: RequestFrame,
): Promise<AskedPlace[]> {
  const open = await reader.select(
    RecommendationEntity,
    `where owner_id = ? and status = 'open' and wave > 1 order by id`,
    [ownerId],
  );
  const onRoll = new Set(await pupilsOnRoll(reader, ownerId, asOf, knownVersion));
  const asked = open.filter(
    (it) => onRoll.has(it.pupilId) && (provisionTypes === null || provisionTypes.includes(it.provisionType)),
  );
  const [firstMade, specified] = await Promise.all([
    readFirstMade(reader, ownerId, asked),
    readSpecified(
      reader,
      ownerId,
      asked.map((it) => it.pupilId),
    ),
  ]);
  return asked.map((recommendation) => ({
    recommendation,
    since: firstMade.get(recommendation.id) ?? recommendation.asOf,
    statutory: specified.has(specifiedKey(recommendation)),
  }));
}

/** The day as of which each was first made, of those that have changed since. */
async function readFirstMade(
  reader: Reader,
  ownerId: string,
  asked: readonly RecommendationEntity[],
): Promise<Map<string, string>> {
  const first = new Map<string, string>();
  for (const part of inParts(asked.map((it) => it.id))) {
    const rows = await reader.query<{ id: string; since: string }>(
      `select id, min(as_of) as since from recommendation_history
        where owner_id = ? and id in (${places(part.length)}) group by id`,
      [ownerId, ...part],
    );
    for (const { id, since } of rows) first.set(id, since);
  }
  return first;
}

/**
 * Pupils and kinds of provision that a current EHC plan specifies (Children and Families Act 2014, section 42): an item
 * names the kind, or an intervention of it. A support plan puts nobody under that duty.
 */
async function readSpecified(
  reader: Reader,
  ownerId: string,
  pupilIds: readonly string[],
): Promise<Set<string>> {
  const specified = new Set<string>();
  for (const part of inParts(pupilIds)) {
    const rows = await reader.query<{ pupilId: string; provisionType: string | null }>(
      `select item.pupil_id as pupilId, coalesce(item.provision_type_key, i.provision_type_key) as provisionType
         from plan p
         join plan_item item on item.owner_id = p.owner_id and item.pupil_id = p.pupil_id and item.plan_id = p.id
         left join intervention i
           on i.owner_id = item.owner_id and i.pupil_id = item.pupil_id and i.id = item.intervention_id
        where p.owner_id = ? and p.pupil_id in (${places(part.length)}) and p.kind = 'ehc'
          and p.status in ('open', 'reviewed')`,
      [ownerId, ...part],
    );
    for (const { pupilId, provisionType } of rows) {
      if (provisionType !== null) specified.add(specifiedKey({ pupilId, provisionType }));
    }
  }
  return specified;
}

function specifiedKey({ pupilId, provisionType }: { pupilId: string; provisionType: string }): string {
  return `${pupilId} ${provisionType}`;
}
