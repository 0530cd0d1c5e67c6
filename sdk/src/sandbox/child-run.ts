import { types } from 'node:util';
import type { Learner } from '../learner.js';
import type { PolicyContext } from '../plugin.js';
import type { LogLine, SandboxLimits } from './contract.js';
import { deepFreeze } from './deep-freeze.js';
import { describeError } from './describe-error.js';
import { GuardTimeout, guarded } from './guard.js';
import { activationGuardMillis, guardMillis, maxAnswerChars } from './limits.js';
import { type LoadedPolicy, loadPolicy, NoPolicy, policyContext } from './load-policy.js';
import { formatRefusal } from './messages.js';
import type { RefusalReason, Request } from './messages.js';
import { AnswerRefused, plainCopy } from './plain-copy.js';
import { RunConsole } from './run-console.js';

type OpenRequest = Extract<Request, { ask: 'open' }>;

/** The bundle cannot be activated. */
export class Refused {
  constructor(
    readonly reason: RefusalReason,
    readonly detail: string,
  ) {}
}

/** What a run in the child needs of its process. */
export interface ChildHost {
  readonly bundle: string;
  readonly limits: SandboxLimits;
  /** Runs the promise reactions that plugin code left behind. */
  readonly runReactions: () => void;
  readonly onTimedOut: () => void;
}

/** One run inside the child: a Compartment, a policy, and the counters of what it did. */
export class ChildRun {
  private readonly console: RunConsole;
  private readonly context: PolicyContext;
  private policy: LoadedPolicy;
  private badLearnersLeft: number;

  /** @throws Refused */
  constructor(
    private readonly host: ChildHost,
    private readonly request: OpenRequest,
  ) {
    this.console = new RunConsole(request.logLinesLeft);
    this.badLearnersLeft = request.badLearnersLeft;
    this.context = policyContext(request.context);
    this.policy = this.load();
  }

  takeLog(): LogLine[] {
    return this.console.take();
  }

  /** One answer line for each learner. `ref` is set here: the learner's index in the caller's batch. */
  evaluate(learnersJson: string, first: number): string[] {
    const learners = JSON.parse(learnersJson) as { -readonly [Key in keyof Learner]: Learner[Key] }[];
    learners.forEach((learner, index) => {
      learner.ref = first + index;
    });
    return this.answerAll(learners, 1);
  }

  /** The one answer line of a call about several learners. */
  call(inputJson: string, learners: number): string[] {
    return this.answerAll([JSON.parse(inputJson) as object], learners);
  }

  private answerAll(inputs: readonly object[], learnersPerInput: number): string[] {
    const { limits } = this.host;
    const lines: string[] = new Array<string>(inputs.length).fill('');
    const state = { next: 0, maxChars: maxAnswerChars(limits, learnersPerInput) };
    while (state.next < inputs.length && this.badLearnersLeft > 0) {
      try {
        guarded(
          () => this.answerFrom(state, inputs, lines),
          guardMillis(limits, (inputs.length - state.next) * learnersPerInput),
        );
      } catch (error) {
        if (!(error instanceof GuardTimeout)) throw error;
        lines[state.next] = formatRefusal('timeout', 'the policy ran beyond its time');
        state.next += 1;
        this.afterTimeout();
      }
    }
    for (; state.next < inputs.length; state.next++) {
      lines[state.next] = formatRefusal('quarantined', 'too many learners of this run cost a time-out');
    }
    return lines;
  }

  /** Only the line at `next` is half-written whenever the guard strikes. */
  private answerFrom(
    state: { next: number; readonly maxChars: number },
    inputs: readonly object[],
    lines: string[],
  ): void {
    while (state.next < inputs.length) {
      const input = inputs[state.next] as object;
      lines[state.next] = this.answer(deepFreeze(input), state.maxChars);
      this.host.runReactions();
      state.next += 1;
    }
  }

  private answer(input: object, maxChars: number): string {
    let answer: unknown;
    try {
      const { policy } = this;
      answer = policy(input, this.context);
    } catch (error) {
      return formatRefusal('threw', describeError(error));
    }
    try {
      const json = JSON.stringify(plainCopy(answer, maxChars));
      if (json.length <= maxChars) return `V${json}`;
      return formatRefusal('outputTooLarge', `the answer has more than ${maxChars} characters`);
    } catch (error) {
      if (error instanceof AnswerRefused) return formatRefusal(error.reason, error.detail);
      return formatRefusal('badOutput', describeError(error));
    }
  }

  /** Code that was stopped midway may have left its own state half-changed: the run goes on afresh. */
  private afterTimeout(): void {
    this.badLearnersLeft -= 1;
    this.host.onTimedOut();
    if (this.badLearnersLeft > 0) this.policy = this.load();
  }

  private load(): LoadedPolicy {
    const { host, request } = this;
    let loaded: LoadedPolicy | Refused = new Refused('timeout', 'the bundle does not finish loading');
    const load = (): void => {
      try {
        const policy = loadPolicy(host.bundle, request.context.policyId, this.console);
        host.runReactions();
        loaded = policy;
      } catch (error) {
        loaded = refusalOf(error);
      }
    };
    try {
      guarded(load, activationGuardMillis(host.limits));
    } catch (error) {
      if (!(error instanceof GuardTimeout)) throw error;
    }
    return settled(loaded);
  }
}

function refusalOf(error: unknown): Refused {
  if (!types.isProxy(error) && error instanceof NoPolicy) return new Refused('noPolicy', error.detail);
  return new Refused('doesNotEvaluate', describeError(error));
}

function settled(loaded: LoadedPolicy | Refused): LoadedPolicy {
  if (loaded instanceof Refused) throw loaded;
  return loaded;
}
