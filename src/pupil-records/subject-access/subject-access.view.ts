import { ApiProperty } from '@nestjs/swagger';

/** One thing that is or was held. */
export class HeldRecordView {
  id!: string | null;
  /** When it was recorded; null where that is not kept. */
  recordedAt!: string | null;
  /** When something else took its place, or it was removed; null while it stands. */
  replacedAt!: string | null;
  /** What it says. @example { "subject": "mathematics", "value": 12 } */
  @ApiProperty({ type: 'object', additionalProperties: true })
  values!: Record<string, unknown>;
}

/** All that is or was held of one kind. */
export class HeldSectionView {
  /** @example 'results' */
  resource!: string;
  /** @example 'Results' */
  title!: string;
  /** What stands comes first, then what was replaced. */
  records!: HeldRecordView[];
}

/** Who did or saw something. */
export class AccessView {
  at!: string;
  /** @example 'sensitive.read' */
  action!: string;
  /** The person's name, or the program's. @example 'Sam Whitfield' */
  by!: string;
  staffId!: string | null;
  clientId!: string;
  /** @example 'pupils' */
  resource!: string;
  resourceId!: string;
}

/** Everything that is held on a pupil. */
export class SubjectAccessView {
  pupilId!: string;
  schoolId!: string;
  /** @example 'Amira Okafor' */
  name!: string;
  /** @example 'Orchard Primary School' */
  schoolName!: string;
  madeAt!: string;
  sections!: HeldSectionView[];
  /** What the ids within records stand for: staff, groups, frameworks, plans … @example { "01900000-0000-7000-8000-000000000003": "7x/Ma2" } */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  names!: Record<string, string>;
  /** What the school calls the subjects whose codes the records name. @example { "mathematics": "Mathematics" } */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  subjects!: Record<string, string>;
  /** What it calls the kinds of provision whose keys they name. @example { "small-group-catch-up": "Small-group catch-up" } */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  provisionTypes!: Record<string, string>;
  /** Who read sensitive data, and who decided or changed something, newest first. */
  accesses!: AccessView[];
}
