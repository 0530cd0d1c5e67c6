import type { ProcessExit, SandboxLimits } from './contract.js';
import { encodeFrame, FrameAssembler, ProtocolError } from './frames.js';
import { safeJson } from './input-frames.js';
import { maxAnswerBytes } from './limits.js';
import { readReply } from './messages.js';
import type { ReplyFrame, Request } from './messages.js';
import { ResidentMemory, sampleMillis } from './resident-memory.js';
import type { SpawnedChild } from './spawn-child.js';
import { exitInWords } from './exit-in-words.js';

/** The process ended before it answered. */
export class ChildEnded extends Error {
  override readonly name = 'ChildEnded';

  constructor(readonly exit: ProcessExit) {
    super(exit.detail);
  }
}

interface Waiting {
  readonly allowanceMillis: number;
  readonly resolve: (frame: ReplyFrame) => void;
  readonly reject: (error: ChildEnded) => void;
  timeOuts: number;
}

const keptErrorChars = 8192;
const mebibyte = 1024 * 1024;

/**
 * Holds one child process: frames out and in, answers in the order of the questions, and the third ring.
 * Kills on a question's deadline, on resident memory, and on a frame that breaks the protocol.
 */
export class ChildSupervisor {
  private readonly queue: Waiting[] = [];
  private handedOver: Promise<void> = Promise.resolve();
  private readonly memory: ResidentMemory | null;
  private deadline: NodeJS.Timeout | undefined;
  private sampler: NodeJS.Timeout | undefined;
  private errorText = '';
  private killedFor: Pick<ProcessExit, 'cause' | 'detail'> | undefined;
  private spawnFailure: string | undefined;
  private exit: ProcessExit | undefined;
  /** Resolves once the process has gone and everything it wrote has been read. */
  readonly exited: Promise<ProcessExit>;
  residentBytes: number | null = null;

  constructor(
    private readonly child: SpawnedChild,
    private readonly limits: SandboxLimits,
  ) {
    this.memory = child.pid === undefined ? null : new ResidentMemory(child.pid);
    const frames = new FrameAssembler(maxAnswerBytes(limits), (payload) => {
      this.receive(payload);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      this.guardProtocol(() => {
        if (this.killedFor === undefined) frames.push(chunk);
      });
    });
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      if (this.errorText.length < keptErrorChars) this.errorText += text.slice(0, keptErrorChars);
    });
    // A write to a process that has just ended fails; its exit says more.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      this.spawnFailure = error.message;
    });
    this.exited = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        resolve(this.settle(code, signal));
      });
    });
  }

  /**
   * Resolves when the pipe has taken all that was sent. It holds little, so that most of a frame is taken
   * only when the child reads it.
   */
  get taken(): Promise<void> {
    return this.handedOver;
  }

  get pid(): number | null {
    return this.child.pid ?? null;
  }

  get ended(): boolean {
    return this.exit !== undefined || this.killedFor !== undefined;
  }

  get busy(): boolean {
    return this.queue.length > 0;
  }

  /**
   * Asks, and waits for the answer at most for the allowance, which begins when the answers before it are in.
   * @throws ChildEnded
   */
  ask(request: Request, body: string | null, allowanceMillis: number): Promise<ReplyFrame> {
    return new Promise((resolve, reject) => {
      if (this.exit !== undefined) {
        reject(new ChildEnded(this.exit));
        return;
      }
      this.queue.push({ allowanceMillis, resolve, reject, timeOuts: 0 });
      if (this.queue.length === 1) this.watch();
      this.tell(request, body);
    });
  }

  /** Sends what has no answer. */
  tell(request: Request, body: string | null = null): void {
    if (this.ended) return;
    const head = safeJson(request);
    const frame = encodeFrame(body === null ? head : `${head}\n${body}`);
    this.handedOver = new Promise((resolve) => {
      // A failed write is handed over too: the exit says more.
      this.child.stdin.write(frame, () => {
        resolve();
      });
    });
  }

  kill(cause: ProcessExit['cause'], detail: string): void {
    if (this.ended) return;
    this.killedFor = { cause, detail };
    this.child.kill('SIGKILL');
  }

  private receive(payload: string): void {
    const frame = readReply(payload);
    const waiting = this.queue[0];
    if (waiting === undefined) throw new ProtocolError('a frame that nothing asked for');
    if (frame.head.reply === 'timedOut') {
      waiting.timeOuts += 1;
      if (waiting.timeOuts > this.limits.badLearnersPerRun) throw new ProtocolError('too many time-outs');
      this.armDeadline(waiting);
      return;
    }
    if (frame.head.reply === 'answers') this.noteResident(frame.head.residentBytes);
    this.queue.shift();
    this.watch();
    waiting.resolve(frame);
  }

  private guardProtocol(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.kill('crash', `the process broke the protocol: ${error.message}`);
    }
  }

  private watch(): void {
    const head = this.queue[0];
    if (head === undefined) {
      clearTimeout(this.deadline);
      clearInterval(this.sampler);
      this.sampler = undefined;
      return;
    }
    this.armDeadline(head);
    this.sampler ??= setInterval(() => {
      this.sample();
    }, sampleMillis);
  }

  private armDeadline(head: Waiting): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => {
      // This process may have been busy itself: an answer that has already come is read before the verdict.
      setImmediate(() => {
        if (this.queue[0] !== head) return;
        this.kill('timeout', `no answer within ${head.allowanceMillis} ms`);
      });
    }, head.allowanceMillis);
  }

  private sample(): void {
    const bytes = this.memory?.read() ?? null;
    if (bytes !== null) this.noteResident(bytes);
  }

  private noteResident(bytes: number): void {
    this.residentBytes = bytes;
    const { residentMb } = this.limits;
    if (bytes > residentMb * mebibyte) this.kill('memory', `more than ${residentMb} MB of resident memory`);
  }

  private settle(code: number | null, signal: string | null): ProcessExit {
    clearTimeout(this.deadline);
    clearInterval(this.sampler);
    this.memory?.close();
    const why = this.killedFor ?? exitInWords(code, signal, this.spawnFailure ?? this.errorText);
    const exit: ProcessExit = { ...why, code, signal };
    this.exit = exit;
    this.residentBytes = null;
    for (const waiting of this.queue.splice(0)) waiting.reject(new ChildEnded(exit));
    return exit;
  }
}
