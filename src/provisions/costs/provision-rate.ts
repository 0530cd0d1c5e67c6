import type { ProvisionEntity } from '../provision.entity.js';
import type { Rate } from './rate.js';

type RateColumns = Pick<ProvisionEntity, 'ratePerHourPence' | 'rateRoundUpMinutes' | 'rateMinimumMinutes'>;

/** Columns → rate; null where there is none. */
export function rateOf(row: RateColumns): Rate | null {
  const { ratePerHourPence: perHourPence, rateRoundUpMinutes, rateMinimumMinutes } = row;
  if (perHourPence === null) return null;
  return {
    perHourPence,
    roundUpToMinutes: rateRoundUpMinutes ?? 1,
    minimumMinutes: rateMinimumMinutes ?? 0,
  };
}

/** A rate as it is sent. What it leaves out stays as it is, or is to the minute and without a least. */
export type SentRate = Pick<Rate, 'perHourPence'> & Partial<Rate>;

/** Rate → columns. */
export function rateColumns(sent: SentRate | null, before: RateColumns | null): RateColumns {
  if (sent === null) return { ratePerHourPence: null, rateRoundUpMinutes: null, rateMinimumMinutes: null };
  return {
    ratePerHourPence: sent.perHourPence,
    rateRoundUpMinutes: sent.roundUpToMinutes ?? before?.rateRoundUpMinutes ?? 1,
    rateMinimumMinutes: sent.minimumMinutes ?? before?.rateMinimumMinutes ?? 0,
  };
}
