import type { COST_BANDS } from '../provision-words.js';

/** A band of cost per pupil and year. */
export interface CostBand {
  readonly band: (typeof COST_BANDS)[number];
  /** The lowest pence of the band. */
  readonly fromPence: number;
  /** The highest; null for the last band. */
  readonly toPence: number | null;
}

/**
 * The bands in which the Education Endowment Foundation gave costs per pupil and year until it revised its Toolkit in
 * September 2021: under £80, up to £200, £720 and £1,200, and over it ("About the Toolkits: cost").
 */
export const EEF_COST_BANDS: readonly CostBand[] = [
  { band: 'very-low', fromPence: 0, toPence: 7_999 },
  { band: 'low', fromPence: 8_000, toPence: 20_000 },
  { band: 'moderate', fromPence: 20_001, toPence: 72_000 },
  { band: 'high', fromPence: 72_001, toPence: 120_000 },
  { band: 'very-high', fromPence: 120_001, toPence: null },
];

/** Where the bands stand, and until when they stood there. */
export const EEF_COST_BANDS_SOURCE = {
  source: 'Education Endowment Foundation, Teaching and Learning Toolkit, about the Toolkits: cost',
  until: '2021-09-01',
};

/** The band of whole pence per pupil and year. */
export function costBandOf(pence: number): CostBand['band'] {
  return EEF_COST_BANDS.find((it) => it.toPence === null || pence <= it.toPence)!.band;
}
