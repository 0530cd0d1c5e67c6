import { hash } from 'node:crypto';
import type { Reader } from '../../database/database.js';
import type { PupilSpan } from '../snapshots/known-rows.js';
import { readSnapshots, type Snapshot, type SnapshotFrame } from '../snapshots/snapshot-reader.js';

/** Pupils who are read and put before the policy together. */
const SLICE = 250;

/** A pupil's answer with the digest of what the policy saw. */
export interface Answered<O> {
  readonly pupilId: string;
  readonly outcome: O;
  readonly inputDigest: string;
}

/** Puts some learners before a policy; `texts` are the same learners as JSON. One answer for each, in order. */
export type Answer<O> = (snapshots: readonly Snapshot[], texts: readonly string[]) => Promise<readonly O[]>;

/**
 * Reads pupils and puts them before a policy. While one slice of them is in the sandbox the next is read, and the rows
 * of those before are gone.
 */
export async function evaluateSlices<O>(
  reader: Reader,
  span: PupilSpan,
  frame: SnapshotFrame,
  answer: Answer<O>,
): Promise<Answered<O>[]> {
  const answers: Promise<Answered<O>[]>[] = [];
  for (let from = 0; from < span.pupilIds.length; from += SLICE) {
    const slice = { ...span, pupilIds: span.pupilIds.slice(from, from + SLICE) };
    const snapshots = await readSnapshots(reader, slice, frame);
    await answers.at(-1);
    const answering = answered(slice.pupilIds, snapshots, answer);
    // It has a handler from the start: reading the next slice may fail first.
    answering.catch(() => undefined);
    answers.push(answering);
  }
  return (await Promise.all(answers)).flat();
}

async function answered<O>(
  pupilIds: readonly string[],
  snapshots: readonly Snapshot[],
  answer: Answer<O>,
): Promise<Answered<O>[]> {
  const texts = snapshots.map((it) => JSON.stringify(it));
  const digests = texts.map((it) => hash('sha256', it, 'base64url'));
  const outcomes = await answer(snapshots, texts);
  return pupilIds.map((pupilId, i) => ({ pupilId, outcome: outcomes[i]!, inputDigest: digests[i]! }));
}
