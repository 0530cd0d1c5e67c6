import type { Learner } from '../learner.js';
import { PluginActivationError, PluginProcessEndedError } from './activation-error.js';
import { checkVerdicts } from './check-verdicts.js';
import { ChildEnded } from './child-supervisor.js';
import type { ChildSupervisor } from './child-supervisor.js';
import type {
  LearnerOutcome,
  LogLine,
  NotEvaluatedReason,
  RunContext,
  SandboxLimits,
  SandboxRun,
} from './contract.js';
import { ProtocolError } from './frames.js';
import { inputFrames, safeJson } from './input-frames.js';
import type { InputFrame } from './input-frames.js';
import { activationAllowanceMillis, allowanceMillis, maxRequestBytes } from './limits.js';
import { readAnswerLine } from './messages.js';
import type { ReplyFrame, Request } from './messages.js';

type Input = Omit<Learner, 'ref'>;
type Outcomes = (LearnerOutcome | undefined)[];

/** What a run needs of the process that it lives in. */
export interface RunHost {
  readonly limits: SandboxLimits;
  /** One call at a time, in order. */
  enqueue<T>(work: () => Promise<T>): Promise<T>;
  /** The child, started where it is not running. */
  child(): Promise<ChildSupervisor>;
  noteEvaluated(learners: number, millis: number): void;
}

/** One run: its place in whatever child is running, its log, and its count of bad learners. */
export class PluginRun implements SandboxRun {
  private readonly lines: LogLine[] = [];
  private badLearners = 0;
  private closed = false;
  /** The child in which the run is open; a restarted process has to open it again. */
  private openIn: ChildSupervisor | undefined;

  constructor(
    private readonly id: number,
    private readonly context: RunContext,
    private readonly host: RunHost,
  ) {}

  get log(): readonly LogLine[] {
    return this.lines;
  }

  async evaluate(learners: readonly Input[], texts?: readonly string[]): Promise<LearnerOutcome[]> {
    if (this.closed) throw new Error('the run is closed');
    return this.host.enqueue(async () => {
      const began = performance.now();
      const outcomes = new Array<LearnerOutcome | undefined>(learners.length);
      await this.evaluateTogether(learners, texts, outcomes);
      for (const [ref, learner] of learners.entries()) {
        outcomes[ref] ??= await this.evaluateAlone(ref, learner);
      }
      this.host.noteEvaluated(learners.length, performance.now() - began);
      return outcomes as LearnerOutcome[];
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.host.enqueue(() => {
      this.openIn?.tell({ ask: 'close', run: this.id });
      return Promise.resolve();
    });
  }

  /** @throws PluginActivationError, ChildEnded */
  async open(): Promise<ChildSupervisor> {
    const child = await this.host.child();
    if (this.openIn === child) return child;
    const { limits } = this.host;
    const frame = await child.ask(
      {
        ask: 'open',
        run: this.id,
        context: this.context,
        badLearnersLeft: limits.badLearnersPerRun - this.badLearners,
        logLinesLeft: limits.logLinesPerRun - this.lines.length,
      },
      null,
      activationAllowanceMillis(limits),
    );
    if (frame.head.reply === 'refused') throw new PluginActivationError(frame.head.reason, frame.head.detail);
    if (frame.head.reply !== 'opened') throw this.protocolBroken(child);
    this.keepLog(frame.head.log);
    this.openIn = child;
    return child;
  }

  /**
   * Frames follow one another without waiting for answers, so that the child always has work. While the pipe
   * takes one nothing else is done, or the child would wait for the rest of it; answers are read while the
   * child works on the next frame. Learners that a lost process leaves open have no outcome.
   */
  private async evaluateTogether(
    learners: readonly Input[],
    texts: readonly string[] | undefined,
    outcomes: Outcomes,
  ): Promise<void> {
    if (learners.length === 0 || this.isQuarantined()) return;
    try {
      const child = await this.open();
      const unread: { frame: InputFrame; answer: Promise<ReplyFrame> }[] = [];
      const readNext = async (): Promise<void> => {
        const next = unread.shift();
        if (next) this.record(child, next.frame, await next.answer, outcomes);
      };
      for (const frame of inputFrames(learners, texts)) {
        if (!fits(frame)) continue;
        const answer = this.send(child, frame);
        // Each has a handler from the start: when the process ends, all of them reject together.
        answer.catch(() => undefined);
        unread.push({ frame, answer });
        if (unread.length > 2) await readNext();
        await child.taken;
      }
      while (unread.length > 0) await readNext();
    } catch (error) {
      if (!isLoss(error)) throw error;
    }
  }

  /** A learner of a batch that lost its process: alone, so that only the culprit pays. */
  private async evaluateAlone(ref: number, learner: Input): Promise<LearnerOutcome> {
    if (this.isQuarantined()) {
      return refused(ref, 'quarantined', 'too many learners of this run cost a time-out or a process');
    }
    const frame = { first: ref, count: 1, json: safeJson([learner]) };
    if (!fits(frame)) return refused(ref, 'memory', 'the input is larger than a process takes');
    const outcomes: Outcomes = [];
    try {
      const child = await this.open();
      this.record(child, frame, await this.send(child, frame), outcomes);
      return outcomes[ref] as LearnerOutcome;
    } catch (error) {
      if (error instanceof PluginActivationError) {
        this.badLearners = this.host.limits.badLearnersPerRun;
        return refused(ref, 'crash', error.message);
      }
      if (!(error instanceof ChildEnded)) throw error;
      const { cause, detail } = error.exit;
      if (cause === 'disposed') throw new PluginProcessEndedError();
      this.badLearners += 1;
      return refused(ref, cause, detail);
    }
  }

  private send(child: ChildSupervisor, frame: InputFrame): Promise<ReplyFrame> {
    const request: Request = { ask: 'evaluate', run: this.id, first: frame.first };
    return child.ask(request, frame.json, allowanceMillis(this.host.limits, frame.count));
  }

  private record(child: ChildSupervisor, frame: InputFrame, answer: ReplyFrame, outcomes: Outcomes): void {
    const { head, lines } = answer;
    if (head.reply !== 'answers' || lines.length !== frame.count) throw this.protocolBroken(child);
    this.keepLog(head.log);
    lines.forEach((line, index) => {
      const outcome = this.toOutcome(child, frame.first + index, line);
      if ('notEvaluated' in outcome && outcome.notEvaluated === 'timeout') this.badLearners += 1;
      outcomes[outcome.ref] = outcome;
    });
  }

  private toOutcome(child: ChildSupervisor, ref: number, line: string): LearnerOutcome {
    const { outputCharsPerLearner } = this.host.limits;
    try {
      const answer = readAnswerLine(line);
      if ('notEvaluated' in answer) return refused(ref, answer.notEvaluated, answer.detail);
      const { verdictsJson } = answer;
      if (verdictsJson.length > outputCharsPerLearner) throw new ProtocolError('an answer beyond its limit');
      const checked = checkVerdicts(JSON.parse(verdictsJson), this.context.inputs);
      return 'problem' in checked
        ? refused(ref, 'badOutput', checked.problem)
        : { ref, verdicts: checked.verdicts };
    } catch (error) {
      if (error instanceof ProtocolError || error instanceof SyntaxError) throw this.protocolBroken(child);
      throw error;
    }
  }

  /** Only a process that was broken into sends such a thing: it ends, and the learners go on without it. */
  private protocolBroken(child: ChildSupervisor): ChildEnded {
    const exit = { cause: 'crash', detail: 'the process broke the protocol' } as const;
    child.kill(exit.cause, exit.detail);
    return new ChildEnded({ ...exit, code: null, signal: null });
  }

  private isQuarantined(): boolean {
    return this.badLearners >= this.host.limits.badLearnersPerRun;
  }

  private keepLog(lines: readonly LogLine[]): void {
    this.lines.push(...lines.slice(0, this.host.limits.logLinesPerRun - this.lines.length));
  }
}

function refused(ref: number, notEvaluated: NotEvaluatedReason, detail: string): LearnerOutcome {
  return { ref, notEvaluated, detail };
}

/** UTF-8 takes at most three bytes for each UTF-16 unit. */
function fits(frame: InputFrame): boolean {
  return (frame.json.length + 1024) * 3 <= maxRequestBytes;
}

function isLoss(error: unknown): boolean {
  if (error instanceof PluginActivationError) return true;
  return error instanceof ChildEnded && error.exit.cause !== 'disposed';
}
