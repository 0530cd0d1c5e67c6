import { type DomainError, duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import type { AuditEntry } from '../audit/audit.js';
import type { BatchWrite } from '../batches/carry-out-batch.js';
import { SourceRows, sourceTaken } from '../batches/source-rows.js';
import type { RequestContext } from '../request-context.js';
import { seesSchool } from '../tenancy.js';
import { changesAccess } from '../tokens/revocations.js';
import type { StaffItemDto } from './staff.dto.js';
import { StaffEntity } from './staff.entity.js';

type Outcome = BatchDone | DomainError;

const UNKNOWN_SCHOOL = invalid({
  pointer: '/schoolId',
  code: 'unknown-school',
  detail: 'No school with this id is known.',
});

/** What a batch did to staff. */
export interface StaffWritten {
  readonly outcomes: Map<number, Outcome>;
  /** The rows of those whose tokens end. */
  readonly ended: ReadonlySet<StaffEntity>;
  /** What is to be written down where the batch is not refused as a whole. */
  readonly audited: readonly AuditEntry[];
}

/**
 * Adds members of staff, or changes those with the same source key where `bySource` says so. Every item is judged on
 * its own, against what is stored and against the items before it. Passwords stay as they are.
 */
export async function writeStaff(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<StaffItemDto>[],
  bySource: boolean,
): Promise<StaffWritten> {
  const schools = await tx.query<{ id: string }>('select id from school');
  const known = new Set(schools.map((it) => it.id).filter((it) => seesSchool(ctx, it)));
  const own = items.filter((it) => known.has(it.dto.schoolId));
  const sources = await SourceRows.lock(
    tx,
    StaffEntity,
    own.map(({ dto }) => ({ ownerId: dto.schoolId, source: dto.source })),
  );
  const writer = new StaffWriter(tx, sources, await readEmails(tx, own));
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    outcomes.set(index, known.has(dto.schoolId) ? writer.write(dto, bySource) : UNKNOWN_SCHOOL);
  }
  return { outcomes, ended: writer.ended, audited: writer.audited };
}

class StaffWriter {
  readonly ended = new Set<StaffEntity>();
  readonly audited: AuditEntry[] = [];

  constructor(
    private readonly tx: Transaction,
    private readonly sources: SourceRows<StaffEntity>,
    /** Whose an e-mail address is. */
    private readonly emails: Map<string, string>,
  ) {}

  write(dto: StaffItemDto, bySource: boolean): Outcome {
    const { schoolId, source, name, roles } = dto;
    const before = this.sources.find(schoolId, source);
    if (before && !bySource) return sourceTaken('A member of staff');
    const email = dto.email.toLowerCase();
    const holder = this.emails.get(email);
    if (holder !== undefined && holder !== before?.id) {
      return duplicate('/email', 'This e-mail address is taken.');
    }
    const content = { name, email, roles, enabled: dto.enabled ?? before?.enabled ?? true };
    const freed = before?.email;
    const outcome = before ? this.change(before, content) : this.add(dto, content);
    if (freed !== undefined) this.emails.delete(freed);
    this.emails.set(email, outcome.row.id);
    this.sources.add(outcome.row);
    return outcome;
  }

  private add({ schoolId, source }: StaffItemDto, content: StaffContent): BatchDone & { row: StaffEntity } {
    const row = this.tx.insert(StaffEntity, {
      ...content,
      ...sourceColumns(source),
      passwordHash: null,
      ownerId: schoolId,
    });
    this.note(row, 'staff.create', null);
    return { row, kind: 'created' };
  }

  private change(before: StaffEntity, content: StaffContent): BatchDone & { row: StaffEntity } {
    const changed = (Object.keys(content) as (keyof StaffContent)[]).filter(
      (it) => JSON.stringify(before[it]) !== JSON.stringify(content[it]),
    );
    if (changed.length === 0) return { row: before, kind: 'unchanged' };
    const ends = changesAccess(before, { ...before, ...content }, ['enabled', 'roles']);
    const row = this.tx.update(StaffEntity, before, content);
    if (ends) this.ended.add(row);
    this.note(row, 'staff.update', { changed });
    return { row, kind: 'updated' };
  }

  private note({ ownerId, id }: StaffEntity, action: string, detail: Record<string, unknown> | null): void {
    this.audited.push({ ownerId, action, resource: 'staff', resourceId: id, detail });
  }
}

type StaffContent = Pick<StaffEntity, 'name' | 'email' | 'roles' | 'enabled'>;

/** Who has the e-mail addresses of items, anywhere in the installation. */
async function readEmails(
  tx: Transaction,
  items: readonly BatchWrite<StaffItemDto>[],
): Promise<Map<string, string>> {
  const holders = new Map<string, string>();
  for (const part of inParts(items.map(({ dto }) => dto.email.toLowerCase()).toSorted())) {
    const sql = `select id, email from staff where email in (${places(part.length)})`;
    for (const { id, email } of await tx.query<{ id: string; email: string }>(sql, part))
      holders.set(email, id);
  }
  return holders;
}
