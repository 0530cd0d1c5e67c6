import { Injectable, type MessageEvent } from '@nestjs/common';
import { concatMap, distinctUntilChanged, from, type Observable, takeWhile, timer } from 'rxjs';
import type { RequestContext } from '../../auth/request-context.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { evaluationView } from './evaluation-views.js';

const LOOK_MILLIS = 250;

/** Tells how a run goes on, from what is written of it: whichever process carries it out. */
@Injectable()
export class ProgressEvents {
  constructor(private readonly database: Database) {}

  of(ctx: RequestContext, { ownerId, id }: EvaluationEntity): Observable<MessageEvent> {
    return timer(0, LOOK_MILLIS).pipe(
      concatMap(() => from(this.look(ctx, ownerId, id))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      takeWhile(({ type }) => type === 'progress', true),
    );
  }

  /** A token that ends while the stream goes on ends it: what comes after is not for its holder. */
  private async look(ctx: RequestContext, ownerId: string, id: string) {
    try {
      await ctx.stillGood();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { type: 'ended', data: { code: error.code, detail: error.detail } };
    }
    const where = 'where owner_id = ? and id = ?';
    const run = await this.database.selectOne(EvaluationEntity, where, [ownerId, id]);
    const data = await evaluationView(this.database, ctx, run!);
    return { type: data.status === 'running' ? 'progress' : 'finished', data };
  }
}
