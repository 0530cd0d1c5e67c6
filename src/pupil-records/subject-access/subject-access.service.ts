import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { AuditEventEntity } from '../../auth/audit/audit-event.entity.js';
import { ClientEntity } from '../../auth/clients/client.entity.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { StaffEntity } from '../../auth/staff/staff.entity.js';
import { findOwned } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { now } from '../../common/instants.js';
import { Database, places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { RecordTables } from '../record-tables.js';
import { namedWithin, readSchoolWords } from '../words/school-words.js';
import { readNames } from './read-names.js';
import { readSection } from './read-record.js';
import { byKind } from './record-words.js';
import type { AccessView, HeldSectionView, SubjectAccessView } from './subject-access.view.js';

/** All that is held on a pupil, for the pupil's own request or a parent's. */
@Injectable()
export class SubjectAccessService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly tables: RecordTables,
  ) {}

  /** Written down before it is answered. Throws `sensitive-refused`: it cannot be told without what is sensitive. */
  async read(ctx: RequestContext, pupilId: string): Promise<SubjectAccessView> {
    if (!seesSensitive(ctx)) {
      throw new DomainError('sensitive-refused', 'Everything on a pupil needs the scope sensitive:read.');
    }
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const { ownerId } = pupil;
    await this.uow.run(ctx.principal, (tx) => {
      audit(tx, { ownerId, action: 'subject-access.read', resource: 'pupils', resourceId: pupilId });
      return Promise.resolve();
    });
    const sections: HeldSectionView[] = [];
    for (const table of this.tables.all.toSorted((a, b) => byKind(a.resource, b.resource))) {
      sections.push(await readSection(this.database, table, pupil));
    }
    const school = await this.database.selectOne(SchoolEntity, 'where id = ?', [ownerId]);
    const named = namedWithin(sections.flatMap((it) => it.records.map((one) => one.values)));
    const words = await readSchoolWords(this.database, ownerId, { ...named, groups: [] });
    const ids = [pupilId, ...sections.flatMap((it) => it.records.map((one) => one.id))];
    return {
      pupilId,
      schoolId: ownerId,
      name: `${pupil.legalForename} ${pupil.legalSurname}`,
      schoolName: school!.name,
      madeAt: now(),
      sections,
      names: await readNames(this.database, sections),
      subjects: Object.fromEntries([...named.subjects].map((it) => [it, words.subject(it)])),
      provisionTypes: Object.fromEntries(
        [...named.provisionTypes].map((it) => [it, words.provisionType(it)]),
      ),
      accesses: await this.accesses(
        ownerId,
        ids.filter((it) => it !== null),
      ),
    };
  }

  private async accesses(ownerId: string, ids: readonly string[]): Promise<AccessView[]> {
    const events: AuditEventEntity[] = [];
    for (const part of inParts(ids)) {
      const where = `where owner_id = ? and resource_id in (${places(part.length)})`;
      events.push(...(await this.database.select(AuditEventEntity, where, [ownerId, ...part])));
    }
    const names = await this.namesOf(events);
    return events
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .map(({ at, action, staffId, clientId, resource, resourceId }) => {
        const by = names.get(staffId ?? clientId) ?? staffId ?? clientId;
        return { at, action, by, staffId, clientId, resource, resourceId };
      });
  }

  /** Names of the people and programs behind events, by id. */
  private async namesOf(events: readonly AuditEventEntity[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const part of inParts(events.flatMap((it) => it.staffId ?? []))) {
      const rows = await this.database.select(StaffEntity, `where id in (${places(part.length)})`, part);
      for (const { id, name } of rows) names.set(id, name);
    }
    for (const part of inParts(events.flatMap((it) => (it.staffId === null ? it.clientId : [])))) {
      const where = `where client_id in (${places(part.length)})`;
      for (const { clientId, name } of await this.database.select(ClientEntity, where, part)) {
        names.set(clientId, name);
      }
    }
    return names;
  }
}
