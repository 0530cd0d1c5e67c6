import { ContributedByView, toContributedByView } from '../common/brought.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import type { ProvisionTypeEntity } from './provision-type.entity.js';

/** How much of a provision a pupil gets. */
export class DosageView {
  /** @example 12 */
  weeks!: number;
  /** @example 3 */
  sessionsPerWeek!: number;
  /** Of one session. @example 30 */
  minutes!: number;
  /** Pupils in a group at most. @example 6 */
  groupSize!: number;
}

/** What research says of a kind of provision. */
export class ProvisionEvidenceView {
  /** Months of additional progress in a year. @example 4 */
  monthsImpact!: number;
  /** Per pupil and year. @example 'moderate' */
  costBand!: string;
  /** The day as of which the evidence stands. @example '2025-09-01' */
  date!: string;
  /** Where it was read. @example 'EEF Teaching and Learning Toolkit, small group tuition' */
  source!: string | null;
}

/** One version of a kind of provision. */
export class ProvisionTypeView {
  id!: string;
  /** The school that has it; null for what ships with Espalier. @example null */
  schoolId!: string | null;
  /** @example 'small-group-catch-up' */
  key!: string;
  /** Counts the versions of the key, from 1. @example 1 */
  typeVersion!: number;
  /** @example 'Small-group catch-up' */
  title!: string;
  /** 1 universal, 2 targeted, 3 specialist. @example 2 */
  wave!: number;
  /** @example 'additional-learning-support' */
  category!: string;
  /** @example null */
  areaOfNeed!: string | null;
  /** @example 'intervention' */
  feature!: string;
  dosage!: DosageView;
  /** @example 'Below trajectory in the subject at two consecutive results' */
  entryCriteria!: string;
  /** @example 'On trajectory at two consecutive results' */
  exitCriteria!: string;
  evidence!: ProvisionEvidenceView | null;
  /** The plugin that brought it; null for a school's own and what ships with Espalier. @example null */
  contributedBy!: ContributedByView | null;
  /**
   * Since when nothing new may use it, because the school's plugin is off or brings it no more; null where it is
   * offered. What is recorded in it stays. @example null
   */
  retiredAt!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toProvisionTypeView(row: ProvisionTypeEntity): ProvisionTypeView {
  const {
    weeks,
    sessionsPerWeek,
    minutes,
    groupSize,
    evidenceMonths,
    evidenceCostBand,
    evidenceDate,
    evidenceSource,
  } = row;
  return {
    id: row.id,
    schoolId: row.ownerId === SYSTEM_OWNER ? null : row.ownerId,
    key: row.typeKey,
    typeVersion: row.typeVersion,
    title: row.title,
    wave: row.wave,
    category: row.category,
    areaOfNeed: row.areaOfNeed,
    feature: row.feature,
    dosage: { weeks, sessionsPerWeek, minutes, groupSize },
    entryCriteria: row.entryCriteria,
    exitCriteria: row.exitCriteria,
    evidence:
      evidenceMonths !== null && evidenceCostBand !== null && evidenceDate !== null
        ? {
            monthsImpact: evidenceMonths,
            costBand: evidenceCostBand,
            date: evidenceDate,
            source: evidenceSource,
          }
        : null,
    contributedBy: toContributedByView(row),
    retiredAt: row.retiredAt,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
