import type { Learner } from '../learner.js';
import type { PolicyKind } from '../manifest/manifest.js';
import type {
  LearnerOutcome,
  PluginProcess,
  RunContext,
  SandboxRun,
  TargetOutcome,
  WholeOutcome,
} from '../sandbox/contract.js';
import { answersAlike, findImpure } from '../sandbox/purity.js';
import { askRun, type LineOutcome, linesPerBatch } from './ask-run.js';
import type { Line } from './learner-lines.js';

/** What came of a run. */
export interface RunSummary {
  readonly policy: string;
  readonly kind: PolicyKind;
  readonly asOf: string;
  /** Lines that were evaluated. */
  readonly lines: number;
  /**
   * A line counts once: recommend (or proposeTarget) before insufficientData before noAction; a group or round as
   * answered; what got no answer as notEvaluated.
   */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Lines with faults, which were not evaluated. */
  readonly badLines: readonly number[];
  /** Lines that were answered otherwise the second time. */
  readonly impureLines: readonly number[];
  readonly microsPerLine: number | null;
}

type Input = Omit<Learner, 'ref'>;
type PupilOutcome = LearnerOutcome | TargetOutcome;
type GoodLine = { readonly line: number; readonly input: unknown };

const faultsShown = 20;
const precedence = ['recommend', 'proposeTarget', 'insufficientData', 'noAction'];

/** Evaluates lines in one run of a policy, and each batch a second time for purity, as hosts do. */
export class LineRun {
  private readonly outcomes = new Map<string, number>();
  private readonly badLines: number[] = [];
  private readonly impureLines: number[] = [];
  private lines = 0;
  private millis = 0;
  private logged = 0;

  constructor(
    private readonly process: PluginProcess,
    private readonly context: RunContext,
    private readonly kind: PolicyKind,
    private readonly to: { answer(line: string): void; note(line: string): void },
    /** How many of a batch are evaluated a second time. */
    private readonly sampleSize?: number,
  ) {}

  async run(lines: AsyncIterable<Line<PolicyKind>>): Promise<RunSummary> {
    const run = await this.process.openRun(this.context);
    try {
      let batch: GoodLine[] = [];
      for await (const line of lines) {
        if ('faults' in line) this.noteFaults(line);
        else batch.push(line);
        if (batch.length === this.batchSize) {
          await this.evaluate(run, batch);
          batch = [];
        }
      }
      if (batch.length > 0) await this.evaluate(run, batch);
    } finally {
      await run.close();
    }
    return this.summary();
  }

  private get batchSize(): number {
    return linesPerBatch(this.kind);
  }

  private async evaluate(run: SandboxRun, batch: readonly GoodLine[]): Promise<void> {
    const began = performance.now();
    const evaluated = await this.outcomesOf(run, batch);
    this.millis += performance.now() - began;
    this.lines += batch.length;
    for (const [at, outcome] of evaluated.entries()) {
      const { ref: _, ...rest } = { ref: 0, ...outcome };
      this.to.answer(JSON.stringify({ line: batch[at]!.line, ...rest }));
      this.count(outcome);
    }
    this.noteLog(run);
    if (this.batchSize > 1) this.to.note(`${this.lines} evaluated`);
    await this.findImpure(batch, evaluated);
  }

  private outcomesOf(run: SandboxRun, batch: readonly GoodLine[]): Promise<readonly LineOutcome[]> {
    return askRun(
      run,
      this.kind,
      batch.map(({ input }) => input),
    );
  }

  private async findImpure(batch: readonly GoodLine[], outcomes: readonly LineOutcome[]): Promise<void> {
    if (this.batchSize === 1) {
      const again = async (run: SandboxRun): Promise<WholeOutcome<unknown>> =>
        (await this.outcomesOf(run, batch))[0] as WholeOutcome<unknown>;
      const alike = await answersAlike(
        this.process,
        this.context,
        outcomes[0] as WholeOutcome<unknown>,
        again,
      );
      if (!alike) this.impureLines.push(batch[0]!.line);
      return;
    }
    const impure = await findImpure(
      this.process,
      this.context,
      batch.map(({ input }) => input as Input),
      outcomes as readonly PupilOutcome[],
      this.sampleSize,
      async (run, sample) =>
        (await this.outcomesOf(
          run,
          sample.map((input) => ({ line: 0, input })),
        )) as readonly PupilOutcome[],
    );
    this.impureLines.push(...impure.map((ref) => batch[ref]!.line));
  }

  private count(outcome: LineOutcome): void {
    const name = nameOf(outcome);
    this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
  }

  private noteFaults({ line, faults }: { readonly line: number; readonly faults: readonly string[] }): void {
    this.badLines.push(line);
    if (this.badLines.length <= faultsShown) this.to.note(`line ${line}: ${faults.join('; ')}`);
  }

  private noteLog(run: SandboxRun): void {
    for (const { level, text } of run.log.slice(this.logged)) this.to.note(`console.${level}: ${text}`);
    this.logged = run.log.length;
  }

  private summary(): RunSummary {
    const { policyId: policy, asOf } = this.context;
    const { kind, lines, badLines, impureLines } = this;
    return {
      ...{ policy, kind, asOf, lines },
      outcomes: Object.fromEntries([...this.outcomes].sort()),
      ...{ badLines, impureLines },
      microsPerLine: lines === 0 ? null : (this.millis * 1000) / lines,
    };
  }
}

function nameOf(outcome: LineOutcome): string {
  if ('notEvaluated' in outcome) return 'notEvaluated';
  if ('answer' in outcome) return 'answered';
  const kinds = outcome.verdicts.map(({ kind }) => kind as string);
  return precedence.find((kind) => kinds.includes(kind)) ?? 'noAction';
}
