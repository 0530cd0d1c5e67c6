import type { AllocationRound, PlaceRequest } from './allocation.js';

/** Places and money of a round that are left. What a plan specifies takes from them, whether they last or not. */
export class Supply {
  private readonly places: Map<string, number>;
  private pence: number | null;

  constructor({ supplies, budgetPence }: AllocationRound<unknown>) {
    const limited = supplies.filter((it) => it.places !== null);
    this.places = new Map(limited.map((it) => [it.provisionType, it.places ?? 0]));
    this.pence = budgetPence;
  }

  /** What is lacking for a place; null for nothing. */
  lacks({
    provisionType,
    costPence,
    statutory,
  }: PlaceRequest<unknown>): 'places' | 'budget' | 'noCost' | null {
    if (statutory) return null;
    if ((this.places.get(provisionType) ?? 1) <= 0) return 'places';
    if (this.pence === null) return null;
    if (costPence === null) return 'noCost';
    return costPence > this.pence ? 'budget' : null;
  }

  take({ provisionType, costPence }: PlaceRequest<unknown>): void {
    const places = this.places.get(provisionType);
    if (places !== undefined) this.places.set(provisionType, places - 1);
    if (this.pence !== null) this.pence -= costPence ?? 0;
  }
}
