import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildEnded, ChildSupervisor } from './child-supervisor.js';
import { defaultLimits } from './limits.js';
import { spawnChild } from './spawn-child.js';

const question = { ask: 'close', run: 1 } as const;

describe('a child that was broken into', () => {
  let folder: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'espalier-child-')));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const frame = `const frame = (text) => {
    const header = Buffer.alloc(4);
    header.writeUInt32LE(Buffer.byteLength(text));
    writeSync(1, Buffer.concat([header, Buffer.from(text)]));
  };`;

  it.each([
    [
      'announces a frame of two gigabytes',
      'writeSync(1, Buffer.from([0, 0, 0, 0x7f]));',
      'crash',
      'a frame of',
    ],
    ['writes what is not JSON', 'frame("rubbish");', 'crash', 'not JSON'],
    ['writes a reply that is not known', `frame('{"reply":"root"}');`, 'crash', 'not known'],
    [
      'reports time-outs without end',
      `for (;;) frame('{"reply":"timedOut"}');`,
      'crash',
      'too many time-outs',
    ],
    ['says nothing', '', 'timeout', 'no answer within 500 ms'],
    ['loops', 'for (;;);', 'timeout', 'no answer within 500 ms'],
    [
      'takes memory outside its heap',
      'const kept = []; for (;;) kept.push(Buffer.alloc(2 ** 25, 1));',
      'memory',
      'more than 256 MB',
    ],
    ['ends', 'process.exit(3);', 'crash', 'exit code 3'],
    [
      'floods its standard error and aborts',
      'for (let i = 0; i < 9999; i++) writeSync(2, "\\u001b[31mno\\n"); process.abort();',
      'crash',
      'signal SIGABRT',
    ],
  ])(
    '%s: it is ended',
    async (_name, code, cause, detail) => {
      const child = start(code);
      const allowance = cause === 'timeout' ? 500 : 10_000;
      const asked = [child.ask(question, null, allowance), child.ask(question, null, 20_000)];
      for (const result of await Promise.allSettled(asked)) {
        expect(result).toMatchObject({ status: 'rejected', reason: expect.any(ChildEnded) as unknown });
      }
      expect(await child.exited).toMatchObject({ cause, detail: expect.stringContaining(detail) as unknown });
      await expect(child.ask(question, null, 500)).rejects.toBeInstanceOf(ChildEnded);
    },
    20_000,
  );

  it('answers more than it was asked: it is ended', async () => {
    const child = start(`frame('{"reply":"started"}'); frame('{"reply":"started"}');`);
    expect(await child.ask(question, null, 5000)).toEqual({ head: { reply: 'started' }, lines: [] });
    expect(await child.exited).toMatchObject({
      cause: 'crash',
      detail: 'the process broke the protocol: a frame that nothing asked for',
    });
  });

  function start(code: string): ChildSupervisor {
    const entry = join(folder, 'entry.mjs');
    writeFileSync(
      entry,
      `import { writeSync } from 'node:fs'; ${frame} ${code} setInterval(() => {}, 1000);`,
    );
    return new ChildSupervisor(spawnChild(entry, defaultLimits), defaultLimits);
  }
});
