import type { Reader } from '../../database/database.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import type { PupilStanding } from './read-standings.js';

/** A pupil's place in a group on the day. */
export interface GroupPlace {
  readonly groupId: string;
  readonly name: string;
  readonly subject: string | null;
  readonly pupilId: string;
}

/** Who is in which teaching and registration group on the day. */
export function readPlaces(reader: Reader, state: KnownState): Promise<GroupPlace[]> {
  const members = knownSource(GroupMemberEntity, state);
  const groups = knownSource(GroupEntity, state);
  return reader.query<GroupPlace>(
    `select g.id as groupId, g.name, g.subject, m.pupil_id as pupilId
       from ${members.sql} m join ${groups.sql} g on g.id = m.group_id
      where g.kind in ('teaching', 'registration') and m.start_date <= ? and (m.end_date is null or m.end_date >= ?)`,
    [...members.params, ...groups.params, state.date, state.date],
  );
}

/** The standings of a group's pupils: in its own subject where it has one, else in all. */
export function standingsOfGroups(
  standings: readonly PupilStanding[],
  places: readonly GroupPlace[],
): { groupId: string; name: string; standings: PupilStanding[] }[] {
  const ofPupils = Map.groupBy(standings, (it) => it.pupilId);
  return [...Map.groupBy(places, (it) => it.groupId).values()].map((own) => {
    const { groupId, name, subject } = own[0]!;
    const pupils = new Set(own.map((it) => it.pupilId));
    const all = [...pupils].flatMap((it) => ofPupils.get(it) ?? []);
    const wanted = all.filter((it) => subject === null || it.subject === subject);
    return { groupId, name, standings: wanted };
  });
}
