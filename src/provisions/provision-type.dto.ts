import { catalogueLimits } from '@espalier/sdk/field';
import { Matches } from 'class-validator';
import { ListQuery } from '../common/paging/list.dto.js';
import {
  DateText,
  Finite,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  QueryWhole,
  Text,
  Whole,
} from '../common/validation/members.js';
import {
  AREAS_OF_NEED,
  COST_BANDS,
  FEATURES,
  PROVISION_CATEGORIES,
  WAVES,
  type Wave,
} from './provision-words.js';

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** How much of a provision a pupil gets. */
export class DosageDto {
  /** @example 12 */
  @Whole(...catalogueLimits.weeks)
  weeks!: number;

  /** @example 3 */
  @Whole(...catalogueLimits.sessionsPerWeek)
  sessionsPerWeek!: number;

  /** Of one session. @example 30 */
  @Whole(...catalogueLimits.minutes)
  minutes!: number;

  /** Pupils in a group at most. @example 6 */
  @Whole(...catalogueLimits.groupSize)
  groupSize!: number;
}

/** What research says of a kind of provision. */
export class EvidenceDto {
  /** Months of additional progress in a year; may be negative. @example 4 */
  @Finite()
  monthsImpact!: number;

  /** Per pupil and year: under £80, to £200, to £720, to £1,200, above. */
  @OneOf(COST_BANDS)
  costBand!: (typeof COST_BANDS)[number];

  /** The day as of which the evidence stands. @example '2025-09-01' */
  @DateText()
  date!: string;

  /** Where it was read. @example 'EEF Teaching and Learning Toolkit, small group tuition' */
  @Nullable()
  @Text(catalogueLimits.evidenceSource)
  source?: string | null;
}

/** A kind of provision to be added; with a key that the school has already it is that kind's next version. */
export class CreateProvisionTypeDto {
  @IdText()
  schoolId!: string;

  /** Small letters, digits and hyphens. @example 'reading-group' */
  @Text(catalogueLimits.key)
  @Matches(KEY, { message: '$property must be small letters and digits, parts joined by hyphens' })
  key!: string;

  /** @example 'Reading group' */
  @Text(catalogueLimits.title)
  title!: string;

  /** 1 universal, 2 targeted, 3 specialist. @example 2 */
  @OneOf(WAVES)
  wave!: Wave;

  @OneOf(PROVISION_CATEGORIES)
  category!: (typeof PROVISION_CATEGORIES)[number];

  /** The broad area of need that it meets; null where it is not for special educational needs. */
  @Nullable()
  @OneOf(AREAS_OF_NEED)
  areaOfNeed?: (typeof AREAS_OF_NEED)[number] | null;

  /** Which of the nine features of personalised learning it serves. */
  @OneOf(FEATURES)
  feature!: (typeof FEATURES)[number];

  @Nested(() => DosageDto)
  dosage!: DosageDto;

  /** @example 'Below trajectory in reading at two consecutive results' */
  @Text(catalogueLimits.criteria)
  entryCriteria!: string;

  /** @example 'On trajectory at two consecutive results' */
  @Text(catalogueLimits.criteria)
  exitCriteria!: string;

  @Nullable()
  @Nested(() => EvidenceDto)
  evidence?: EvidenceDto | null;
}

/** Filters of kinds of provision. */
export class ProvisionTypeQuery extends ListQuery {
  /** Those that this school made or got from its plugins; those that ship with Espalier have no school. */
  @Optional()
  @IdText()
  schoolId?: string;

  /** Every version of one key. @example 'small-group-catch-up' */
  @Optional()
  @Text(60)
  key?: string;

  /** @example 2 */
  @Optional()
  @QueryWhole(1, 3)
  wave?: Wave;

  @Optional()
  @OneOf(PROVISION_CATEGORIES)
  category?: (typeof PROVISION_CATEGORIES)[number];

  @Optional()
  @OneOf(AREAS_OF_NEED)
  areaOfNeed?: (typeof AREAS_OF_NEED)[number];

  @Optional()
  @OneOf(FEATURES)
  feature?: (typeof FEATURES)[number];

  /** Those that this plugin brought. @example '@st-aldates/reading-ladder' */
  @Optional()
  @Text(120)
  contributedBy?: string;

  /** Those that new facts may use; false: those that they may not any more, since the school's plugin is off. */
  @Optional()
  @QueryFlag()
  offered?: boolean;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
