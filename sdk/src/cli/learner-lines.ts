import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { AllocationRound } from '../allocation.js';
import type { TeachingGroup } from '../differentiation.js';
import { inputFaults } from '../input-faults.js';
import type { Learner } from '../learner.js';
import type { PolicyContribution, PolicyKind } from '../manifest/manifest.js';
import { CliError, type Streams } from './command.js';

/** What a line of each kind of policy holds. */
export interface LineOf {
  readonly intervention: Omit<Learner, 'ref'>;
  readonly target: Omit<Learner, 'ref'>;
  readonly differentiation: TeachingGroup;
  readonly allocation: AllocationRound;
}

/** A line of the input: its number from 1 on, and what it holds or what is wrong with it. */
export type Line<Kind extends PolicyKind> = { readonly line: number } & (
  { readonly input: LineOf[Kind] } | { readonly faults: readonly string[] }
);

/** The lines of a file, or of standard input; empty ones are passed over. */
export async function* readLines<Kind extends PolicyKind>(
  file: string | undefined,
  stdin: Streams['stdin'],
  policy: PolicyContribution & { readonly kind: Kind },
): AsyncGenerator<Line<Kind>> {
  const lines = createInterface({ input: await open(file, stdin), crlfDelay: Infinity });
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const json = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (json.trim() !== '') yield { line, ...readLine(json, policy) };
  }
}

async function open(file: string | undefined, stdin: Streams['stdin']): Promise<Readable> {
  if (file === undefined || file === '-') {
    if (stdin.isTTY) throw new CliError('name a file of learners, or send them to standard input', 2);
    return stdin;
  }
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new CliError(`there is no file ${file}`, 2);
  return createReadStream(file);
}

type Read<Kind extends PolicyKind> = { input: LineOf[Kind] } | { faults: readonly string[] };
type Members = Readonly<Record<string, unknown>>;

function readLine<Kind extends PolicyKind>(
  json: string,
  { kind, inputs }: { readonly kind: Kind; readonly inputs: readonly string[] },
): Read<Kind> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { faults: [`not JSON: ${(error as Error).message}`] };
  }
  const faults = faultsOf[kind](value, inputs);
  return faults.length > 0 ? { faults } : { input: withRefs[kind](value as Members) as LineOf[Kind] };
}

const faultsOf: Readonly<Record<PolicyKind, (value: unknown, inputs: readonly string[]) => string[]>> = {
  intervention: inputFaults,
  target: inputFaults,
  differentiation: (value, inputs) => {
    const faults = memberFaults(value, {
      subject: 'string',
      learners: 'list',
      groupCapacity: 'number or null',
    });
    if (faults.length > 0) return faults;
    return (value as { learners: unknown[] }).learners.flatMap((learner, at) =>
      inputFaults(learner, inputs).map((fault) => `learners[${at}]: ${fault}`),
    );
  },
  allocation: (value, inputs) => {
    const faults = memberFaults(value, {
      from: 'string',
      to: 'string',
      requests: 'list',
      supplies: 'list',
      budgetPence: 'number or null',
    });
    if (faults.length > 0) return faults;
    const { requests, supplies } = value as { requests: unknown[]; supplies: unknown[] };
    return [
      ...requests.flatMap((request, at) =>
        requestFaults(request, inputs).map((it) => `requests[${at}]: ${it}`),
      ),
      ...supplies.flatMap((supply, at) =>
        memberFaults(supply, supplyMembers).map((it) => `supplies[${at}]: ${it}`),
      ),
    ];
  },
};

const requestMembers = {
  provisionType: 'string',
  wave: 'number',
  subject: 'string or null',
  urgent: 'boolean',
  since: 'string',
  statutory: 'boolean',
  costPence: 'number or null',
  learner: 'object',
};
const supplyMembers = { provisionType: 'string', places: 'number or null', meanGain: 'number or null' };

function requestFaults(request: unknown, inputs: readonly string[]): string[] {
  const faults = memberFaults(request, requestMembers);
  if (faults.length > 0) return faults;
  return inputFaults((request as Members)['learner'], inputs).map((fault) => `learner: ${fault}`);
}

/** Each member is there and of its type, and no other is. */
function memberFaults(value: unknown, members: Readonly<Record<string, string>>): string[] {
  if (typeOf(value) !== 'object') return [`not an object with ${Object.keys(members).join(', ')}`];
  const given = value as Members;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(members, name));
  const wrong = Object.entries(members).filter(
    ([name, type]) => !type.split(' or ').includes(typeOf(given[name])),
  );
  return [
    ...unknown.map((name) =>
      name === 'ref' ? 'ref is given by the host: leave it out' : `unknown member ${name}`,
    ),
    ...wrong.map(([name, type]) => `${name} must be a ${type}`.replace('a object', 'an object')),
  ];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

const asGiven = (value: Members): unknown => value;
const withRefs: Readonly<Record<PolicyKind, (value: Members) => unknown>> = {
  intervention: asGiven,
  target: asGiven,
  differentiation: (group) => ({
    ...group,
    learners: (group['learners'] as Members[]).map((learner, ref) => ({ ref, ...learner })),
  }),
  allocation: (round) => ({
    ...round,
    requests: (round['requests'] as Members[]).map((request, ref) => ({
      ref,
      ...request,
      learner: { ref, ...(request['learner'] as Members) },
    })),
  }),
};
