// The entry of a plugin process. Bundled with ses to one file by `scripts/bundle-bootstrap.mjs`.
import 'ses';
import { ChildChannel } from './child-channel.js';
import { ChildRun, Refused } from './child-run.js';
import { hardenProcess } from './harden-process.js';
import type { Reply, Request } from './messages.js';

const exit = (process as unknown as { reallyExit: (code: number) => never }).reallyExit.bind(process);
const residentBytes = process.memoryUsage.rss.bind(process.memoryUsage);
const runReactions = (process as unknown as { _tickCallback: () => void })._tickCallback.bind(process);
const later = setImmediate;
const channel = new ChildChannel(() => exit(0));

hardenProcess();
lockdown({
  errorTaming: 'safe',
  localeTaming: 'safe',
  consoleTaming: 'unsafe',
  unhandledRejectionTrapping: 'none',
  errorTrapping: 'none',
  reporting: 'none',
});

function reply(head: Reply, lines: readonly string[] = []): void {
  channel.write([JSON.stringify(head), ...lines].join('\n'));
}

function serve(): never {
  const start = JSON.parse(channel.read()) as Extract<Request, { ask: 'start' }>;
  const host = {
    bundle: start.bundle,
    limits: start.limits,
    runReactions,
    onTimedOut: () => {
      reply({ reply: 'timedOut' });
    },
  };
  const runs = new Map<number, ChildRun>();
  reply({ reply: 'started' });
  for (;;) {
    const payload = channel.read();
    const end = payload.indexOf('\n');
    const request = JSON.parse(end === -1 ? payload : payload.slice(0, end)) as Request;
    if (request.ask === 'open') {
      open(runs, request);
    } else if (request.ask === 'close') {
      runs.delete(request.run);
    } else if (request.ask === 'evaluate' || request.ask === 'call') {
      const run = runs.get(request.run);
      if (run === undefined) return exit(1);
      const json = payload.slice(end + 1);
      const lines =
        request.ask === 'evaluate' ? run.evaluate(json, request.first) : run.call(json, request.learners);
      reply({ reply: 'answers', residentBytes: residentBytes(), log: run.takeLog() }, lines);
    }
  }

  function open(opened: Map<number, ChildRun>, request: Extract<Request, { ask: 'open' }>): void {
    try {
      const run = new ChildRun(host, request);
      opened.set(request.run, run);
      reply({ reply: 'opened', log: run.takeLog() });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reply({ reply: 'refused', reason: error.reason, detail: error.detail });
    }
  }
}

// From a task of its own: inside the evaluation of a module the reactions of promises cannot be run.
later(serve);
