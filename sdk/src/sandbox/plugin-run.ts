import type { AllocationAnswer, AllocationRound } from '../allocation.js';
import type { GroupAnswer, TeachingGroup } from '../differentiation.js';
import type { Learner } from '../learner.js';
import type { TargetVerdict } from '../target-proposal.js';
import type { Verdict } from '../verdict.js';
import { PluginActivationError, PluginProcessEndedError } from './activation-error.js';
import { checkAllocation } from './check-allocation.js';
import { checkGroupAnswer } from './check-group-answer.js';
import { checkProposals } from './check-proposals.js';
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
  TargetOutcome,
  WholeOutcome,
} from './contract.js';
import { ProtocolError } from './frames.js';
import { inputFrames, safeJson } from './input-frames.js';
import type { InputFrame } from './input-frames.js';
import { activationAllowanceMillis, allowanceMillis, maxAnswerChars, maxRequestBytes } from './limits.js';
import { readAnswerLine } from './messages.js';
import type { ReplyFrame, Request } from './messages.js';

type Input = Omit<Learner, 'ref'>;
type Refused = Extract<WholeOutcome<never>, { readonly notEvaluated: unknown }>;

/** How an answer of a kind of policy is checked, parsed from JSON. */
type Check<Answer> = (answer: unknown) => { readonly value: Answer } | { readonly problem: string };

/** Calls about one learner each, and what has come of them so far. */
interface Calls<Answer> {
  readonly check: Check<Answer>;
  readonly outcomes: (WholeOutcome<Answer> | undefined)[];
}

/** What a run needs of the process that it lives in. */
export interface RunHost {
  readonly limits: SandboxLimits;
  /** One call at a time, in order. */
  enqueue<T>(work: () => Promise<T>): Promise<T>;
  /** The child, started where it is not running. */
  child(): Promise<ChildSupervisor>;
  /** The child has answered a call: what it does next is no loss in a row. */
  noteAnswered(): void;
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
    return this.callEach<readonly Verdict[]>(learners, texts, (answer) => {
      const checked = checkVerdicts(answer, this.context.inputs);
      return 'problem' in checked ? checked : { value: checked.verdicts };
    });
  }

  async proposeTargets(learners: readonly Input[], texts?: readonly string[]): Promise<TargetOutcome[]> {
    return this.callEach<readonly TargetVerdict[]>(learners, texts, (answer) =>
      checkProposals(answer, this.context.inputs),
    );
  }

  async differentiate(group: TeachingGroup): Promise<WholeOutcome<GroupAnswer>> {
    return this.callOnce(group, group.learners.length, (answer) =>
      checkGroupAnswer(answer, group, this.context.inputs),
    );
  }

  async allocate(round: AllocationRound): Promise<WholeOutcome<AllocationAnswer>> {
    return this.callOnce(round, round.requests.length, (answer) =>
      checkAllocation(answer, round, this.context.inputs),
    );
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

  private async callEach<Verdicts>(
    learners: readonly Input[],
    texts: readonly string[] | undefined,
    check: Check<Verdicts>,
  ): Promise<({ readonly ref: number } & ({ readonly verdicts: Verdicts } | Refused))[]> {
    return this.timed(learners.length, async () => {
      const outcomes = new Array<WholeOutcome<Verdicts> | undefined>(learners.length);
      const calls = { check, outcomes };
      await this.callTogether(learners, texts, calls);
      for (const [ref, learner] of learners.entries()) {
        calls.outcomes[ref] ??= await this.callAlone(safeJson([learner]), check, (child, json) =>
          this.send(child, { first: ref, count: 1, json }),
        );
      }
      return calls.outcomes.map((outcome, ref) => toLearnerOutcome(ref, outcome!));
    });
  }

  private async callOnce<Answer>(
    input: object,
    learners: number,
    check: Check<Answer>,
  ): Promise<WholeOutcome<Answer>> {
    const ask = (child: ChildSupervisor, json: string): Promise<ReplyFrame> =>
      child.ask({ ask: 'call', run: this.id, learners }, json, allowanceMillis(this.host.limits, learners));
    return this.timed(learners, () => this.callAlone(safeJson(input), check, ask, learners));
  }

  private async timed<T>(learners: number, work: () => Promise<T>): Promise<T> {
    if (this.closed) throw new Error('the run is closed');
    return this.host.enqueue(async () => {
      const began = performance.now();
      const done = await work();
      this.host.noteEvaluated(learners, performance.now() - began);
      return done;
    });
  }

  /**
   * Frames follow one another without waiting for answers, so that the child always has work. While the pipe
   * takes one nothing else is done, or the child would wait for the rest of it; answers are read while the
   * child works on the next frame. Learners that a lost process leaves open have no outcome.
   */
  private async callTogether<Verdicts>(
    learners: readonly Input[],
    texts: readonly string[] | undefined,
    calls: Calls<Verdicts>,
  ): Promise<void> {
    if (learners.length === 0 || this.isQuarantined()) return;
    try {
      const child = await this.open();
      const unread: { frame: InputFrame; answer: Promise<ReplyFrame> }[] = [];
      const readNext = async (): Promise<void> => {
        const next = unread.shift();
        if (!next) return;
        const { first, count } = next.frame;
        this.read(child, await next.answer, count, calls.check).forEach((outcome, index) => {
          calls.outcomes[first + index] = outcome;
        });
      };
      for (const frame of inputFrames(learners, texts)) {
        if (!fits(frame.json)) continue;
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

  /** One call: about a group or a school, or about a learner of a batch that lost its process, so that only the culprit pays. */
  private async callAlone<Answer>(
    json: string,
    check: Check<Answer>,
    ask: (child: ChildSupervisor, json: string) => Promise<ReplyFrame>,
    learners = 1,
  ): Promise<WholeOutcome<Answer>> {
    if (this.isQuarantined()) {
      return refused('quarantined', 'too many learners of this run cost a time-out or a process');
    }
    if (!fits(json)) return refused('memory', 'the input is larger than a process takes');
    try {
      const child = await this.open();
      const [outcome] = this.read(child, await ask(child, json), 1, check, learners);
      return outcome!;
    } catch (error) {
      if (error instanceof PluginActivationError) {
        this.badLearners = this.host.limits.badLearnersPerRun;
        return refused('crash', error.message);
      }
      if (!(error instanceof ChildEnded)) throw error;
      const { cause, detail } = error.exit;
      if (cause === 'disposed') throw new PluginProcessEndedError();
      this.badLearners += 1;
      return refused(cause, detail);
    }
  }

  private send(child: ChildSupervisor, { first, count, json }: InputFrame): Promise<ReplyFrame> {
    const request: Request = { ask: 'evaluate', run: this.id, first };
    return child.ask(request, json, allowanceMillis(this.host.limits, count));
  }

  /** What came of the calls of a frame. */
  private read<Answer>(
    child: ChildSupervisor,
    { head, lines }: ReplyFrame,
    count: number,
    check: Check<Answer>,
    learnersPerCall = 1,
  ): WholeOutcome<Answer>[] {
    if (head.reply !== 'answers' || lines.length !== count) throw this.protocolBroken(child);
    this.host.noteAnswered();
    this.keepLog(head.log);
    const maxChars = maxAnswerChars(this.host.limits, learnersPerCall);
    return lines.map((line) => {
      const outcome = this.readLine(child, line, maxChars, check);
      if ('notEvaluated' in outcome && outcome.notEvaluated === 'timeout') this.badLearners += 1;
      return outcome;
    });
  }

  private readLine<Answer>(
    child: ChildSupervisor,
    line: string,
    maxChars: number,
    check: Check<Answer>,
  ): WholeOutcome<Answer> {
    try {
      const answer = readAnswerLine(line);
      if ('notEvaluated' in answer) return refused(answer.notEvaluated, answer.detail);
      const { verdictsJson } = answer;
      if (verdictsJson.length > maxChars) throw new ProtocolError('an answer beyond its limit');
      const checked = check(JSON.parse(verdictsJson));
      return 'problem' in checked ? refused('badOutput', checked.problem) : { answer: checked.value };
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

function refused(notEvaluated: NotEvaluatedReason, detail: string): Refused {
  return { notEvaluated, detail };
}

function toLearnerOutcome<Verdicts>(
  ref: number,
  outcome: WholeOutcome<Verdicts>,
): { readonly ref: number } & ({ readonly verdicts: Verdicts } | Refused) {
  return 'answer' in outcome ? { ref, verdicts: outcome.answer } : { ref, ...outcome };
}

/** UTF-8 takes at most three bytes for each UTF-16 unit. */
function fits(json: string): boolean {
  return (json.length + 1024) * 3 <= maxRequestBytes;
}

function isLoss(error: unknown): boolean {
  if (error instanceof PluginActivationError) return true;
  return error instanceof ChildEnded && error.exit.cause !== 'disposed';
}
