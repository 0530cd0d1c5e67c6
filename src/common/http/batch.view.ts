import { FaultView } from '../errors/problem.view.js';

/** What became of one item of a batch. */
export class BatchOutcomeView {
  /** Its place in the request, from 0. */
  index!: number;
  /** 201 made, 200 updated or unchanged, 4xx refused, 424 left undone because another item was refused. */
  status!: number;
  /** The resource's id, where there is one. */
  id?: string;
  /** The resource's version, where there is one. */
  version?: number;
  /** The error's code in the catalogue, where it was refused. */
  code?: string;
  detail?: string;
  errors?: FaultView[];
}

/** The answer to a batch. */
export class BatchAnswerView {
  created!: number;
  updated!: number;
  unchanged!: number;
  refused!: number;
  outcomes!: BatchOutcomeView[];
}
