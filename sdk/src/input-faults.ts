import { parseInput } from './manifest/inputs.js';

/**
 * What keeps a value from being the learner of a policy with these inputs, as a host would give it: each declared
 * input is there, and nothing else. Facts themselves are not looked into. Empty where all is well.
 */
export function inputFaults(value: unknown, inputs: readonly string[]): string[] {
  if (!isMembers(value)) return ['not an object with the declared inputs'];
  const declared = inputs.map(parseInput);
  const known = new Set(declared.map(({ name }) => name));
  const faults: string[] = [];
  for (const [name, facts] of Object.entries(value)) {
    if (name === 'ref') faults.push('ref is given by the host: leave it out');
    else if (!known.has(name)) faults.push(`undeclared input ${name}`);
    else faults.push(...subjectFaults(name, facts, declared));
  }
  const missing = [...known].filter((name) => value[name] === undefined);
  return [...faults, ...missing.map((name) => `the declared input ${name} is missing${emptyOf(name)}`)];
}

const bySubject: readonly string[] = ['results', 'targets', 'trajectory'];
const lists: readonly string[] = ['interventions', 'groups'];

function subjectFaults(
  name: string,
  facts: unknown,
  declared: readonly ReturnType<typeof parseInput>[],
): string[] {
  if (!bySubject.includes(name)) return [];
  if (!isMembers(facts)) return [`${name} must be an object of subjects`];
  const subjects = declared.filter((it) => it.name === name).map(({ subject }) => subject);
  return Object.entries(facts).flatMap(([subject, list]) => {
    if (!subjects.includes(null) && !subjects.includes(subject))
      return [`undeclared input ${name}:${subject}`];
    return Array.isArray(list) ? [] : [`${name}.${subject} must be a list`];
  });
}

/** What a host gives where nothing is known, where it is the same for every input of the kind. */
function emptyOf(name: string): string {
  if (bySubject.includes(name)) return ' ({} for none)';
  return lists.includes(name) ? ' ([] for none)' : '';
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
