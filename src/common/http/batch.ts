import type { Type } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';
import { checkBody } from '../validation/request.pipe.js';
import type { BatchAnswerView, BatchOutcomeView } from './batch.view.js';

/** What became of an item that was not refused. */
export interface BatchDone {
  readonly row: { readonly id: string; readonly sinceVersion: number };
  readonly kind: 'created' | 'updated' | 'unchanged';
}

/** An item that fits its class, or why it does not. */
export type BatchItem<T> =
  | { readonly index: number; readonly dto: T; readonly error: null }
  | { readonly index: number; readonly dto: null; readonly error: DomainError };

/** Checks each item against its class. */
export function readItems<T extends object>(shape: Type<T>, items: readonly unknown[]): BatchItem<T>[] {
  return items.map((item, index) => {
    try {
      return { index, dto: checkBody(shape, item), error: null };
    } catch (error) {
      if (error instanceof DomainError) return { index, dto: null, error };
      throw error;
    }
  });
}

const STATUS = { created: 201, updated: 200, unchanged: 200 } as const;

/** The outcomes of a batch while it is carried out, one for each item. */
export class BatchOutcomes {
  private readonly outcomes: (BatchDone | DomainError | null)[];

  constructor(
    count: number,
    private readonly atomic: boolean,
  ) {
    this.outcomes = Array.from({ length: count }, () => null);
  }

  done(index: number, outcome: BatchDone): void {
    this.outcomes[index] = outcome;
  }

  refuse(index: number, error: DomainError): void {
    this.outcomes[index] = error;
  }

  /** Whether nothing may be written: one item was refused and it is all or nothing. */
  get refusesAll(): boolean {
    return this.atomic && this.outcomes.some((it) => it instanceof DomainError);
  }

  /** The answer; rows have their versions once the transaction has been written. */
  answer(): BatchAnswerView {
    const refusesAll = this.refusesAll;
    const outcomes = this.outcomes.map((it, index) => toOutcome(it, index, refusesAll));
    const count = (kind: BatchDone['kind']) =>
      refusesAll
        ? 0
        : this.outcomes.filter((it) => it !== null && !(it instanceof DomainError) && it.kind === kind)
            .length;
    return {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      refused: outcomes.filter((it) => it.status >= 400).length,
      outcomes,
    };
  }
}

function toOutcome(it: BatchDone | DomainError | null, index: number, refusesAll: boolean): BatchOutcomeView {
  if (it instanceof DomainError) {
    const { status, code, detail, faults } = it;
    return { index, status, code, detail, ...(faults.length > 0 && { errors: [...faults] }) };
  }
  if (refusesAll || !it) {
    return {
      index,
      status: 424,
      code: 'conflict',
      detail: 'Left undone: another item of the batch was refused.',
    };
  }
  return { index, status: STATUS[it.kind], id: it.row.id, version: it.row.sinceVersion };
}
