/** The inputs that a policy can declare (docs: plugin manifest); some can be narrowed to one subject. */
const plain = new Set([
  'yearGroup',
  'age',
  'attendance',
  'interventions',
  'plans',
  'groups',
  'sen',
  'disadvantage',
  'lookedAfter',
  'ethnicity',
  'language',
  'sex',
]);
const bySubject = new Set(['results', 'targets', 'trajectory']);
const subjectCode = /^[\p{L}\p{N}][\p{L}\p{N} ._&/-]*$/u;

/** Whether a text is the name of an input, for example `attendance` or `results:reading`. */
export function isInputName(name: string): boolean {
  const colon = name.indexOf(':');
  if (colon === -1) return plain.has(name) || bySubject.has(name);
  return bySubject.has(name.slice(0, colon)) && subjectCode.test(name.slice(colon + 1));
}

/** Whether a declared input gives what another names: itself, or one subject of it. */
export function covers(declared: string, named: string): boolean {
  return declared === named || named.startsWith(`${declared}:`);
}
