import type { HostedOutcome } from '../../plugin-host/hosted-run.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import type { Reader } from '../../database/database.js';

/** What a recommendation may name at a school: its own, its plugins' and what ships with Espalier. */
export interface Catalogue {
  readonly provisionTypes: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

export async function catalogueOf(reader: Reader, ownerId: string): Promise<Catalogue> {
  const owners = [ownerId, SYSTEM_OWNER];
  const [types, subjects] = await Promise.all([
    reader.query<{ name: string }>(
      'select distinct type_key as name from provision_type where owner_id in (?, ?) and retired_at is null',
      owners,
    ),
    reader.query<{ name: string }>(
      'select distinct code as name from subject where owner_id in (?, ?)',
      owners,
    ),
  ]);
  return {
    provisionTypes: new Set(types.map((it) => it.name)),
    subjects: new Set(subjects.map((it) => it.name)),
  };
}

/** An answer that recommends what the school does not know is bad output: nobody could accept it. */
export function heldAgainst(catalogue: Catalogue, outcome: HostedOutcome): HostedOutcome {
  if ('notEvaluated' in outcome) return outcome;
  const subject = unknownSubject(catalogue, outcome.verdicts);
  if (subject !== null) return bad(outcome.ref, subject);
  for (const verdict of outcome.verdicts) {
    if (verdict.kind === 'recommend' && !catalogue.provisionTypes.has(verdict.provisionType)) {
      return bad(outcome.ref, `The school has no provision type "${verdict.provisionType}"`);
    }
  }
  return outcome;
}

/** What is wrong where verdicts name a subject that the school does not have; null where none does. */
export function unknownSubject(
  { subjects }: Pick<Catalogue, 'subjects'>,
  verdicts: readonly { readonly subject: string | null }[],
): string | null {
  const unknown = verdicts.find((it) => it.subject !== null && !subjects.has(it.subject));
  return unknown ? `The school has no subject "${unknown.subject}"` : null;
}

function bad(ref: number, detail: string): HostedOutcome {
  return { ref, notEvaluated: 'badOutput', detail };
}
