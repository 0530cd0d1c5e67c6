import { Injectable, type MessageEvent } from '@nestjs/common';
import { concatMap, distinctUntilChanged, from, map, type Observable, takeWhile, timer } from 'rxjs';
import { Database } from '../../database/database.js';
import { readProgress } from './batch-counts.js';
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
    return toEvaluationView(run!, (await readProgress(this.database, run!)).counts);
  }
}
