import { DomainError } from '../../common/errors/domain-error.js';
import type { Reader } from '../../database/database.js';

/** Where a school's change feed begins and ends. */
export interface FeedBounds {
  /** The oldest version whose event is kept; one beyond the newest where none is. */
  readonly oldest: number;
  /** 0 where nothing was ever changed. */
  readonly newest: number;
}

/** Read after the events: what has been seen of the feed then never lies beyond its end. */
export async function readBounds(reader: Reader, schoolId: string): Promise<FeedBounds> {
  const [found] = await reader.query<{ oldest: number | null; newest: number | null }>(
    `select (select min(version) from change_event where owner_id = ?) as oldest,
            (select version from owner_version where owner_id = ?) as newest`,
    [schoolId, schoolId],
  );
  const newest = found?.newest ?? 0;
  return { oldest: found?.oldest ?? newest + 1, newest };
}

/** Throws `changes-gone` for a version from which the feed cannot go on without a gap. */
export function checkPlace(since: number, { oldest, newest }: FeedBounds): void {
  if (since > newest) {
    throw gone(`The newest version is ${newest}: ${since} was never given out, or a backup was restored.`, {
      oldest,
      newest,
    });
  }
  if (since < oldest - 1) throw gone(`Versions before ${oldest} are no longer kept.`, { oldest, newest });
}

function gone(why: string, bounds: FeedBounds): DomainError {
  const detail = `${why} Read the lists anew, then go on from since=${bounds.newest}.`;
  return new DomainError('changes-gone', detail, [], {}, { ...bounds });
}
