import { Injectable, type MessageEvent } from '@nestjs/common';
import { concatMap, distinctUntilChanged, from, map, type Observable, takeWhile, timer } from 'rxjs';
import { Database } from '../../database/database.js';
import { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { toEvaluationView } from './evaluation.view.js';

const LOOK_MILLIS = 250;

/** Tells how a run goes on, from what is written of it: whichever process carries it out. */
@Injectable()
export class ProgressEvents {
  constructor(private readonly database: Database) {}

  of({ ownerId, id }: EvaluationEntity): Observable<MessageEvent> {
    return timer(0, LOOK_MILLIS).pipe(
      concatMap(() => from(this.look(ownerId, id))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      takeWhile((view) => view.status === 'running', true),
      map((view) => ({ type: view.status === 'running' ? 'progress' : 'finished', data: view })),
    );
  }

  private async look(ownerId: string, id: string) {
    const run = await this.database.selectOne(EvaluationEntity, 'where owner_id = ? and id = ?', [
      ownerId,
      id,
    ]);
    const done = await this.database.select(
      EvaluationBatchEntity,
      `where owner_id = ? and evaluation_id = ? and state = 'done'`,
      [ownerId, id],
    );
    const batches = run!.facts.policies.map((_, i) =>
      done.filter((it) => it.policy === i).flatMap((it) => it.counts ?? []),
    );
    return toEvaluationView(run!, batches);
  }
}
