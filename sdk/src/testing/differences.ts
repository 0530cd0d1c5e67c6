import { inOrder } from './case-table.js';

type Answered = { readonly kind: string };
type Wanted = Readonly<Record<string, unknown>>;

/** How verdicts differ from what a case expects: each of this kind, and as `expect` says of all or of each in turn. */
export function verdictsDiffer(
  kind: string,
  expect: Wanted | readonly Wanted[] | undefined,
  verdicts: readonly Answered[],
): string[] {
  const lines: string[] = [];
  if (verdicts.length === 0) lines.push(`expected  ${kind}`, 'answered  nothing');
  const each = Array.isArray(expect) ? (expect as readonly Wanted[]) : null;
  if (each && each.length !== verdicts.length) {
    lines.push(`expected  ${each.length} verdicts`, `answered  ${verdicts.length}`);
  }
  verdicts.forEach((verdict, index) => {
    const at = verdicts.length > 1 ? `verdict ${index + 1}: ` : '';
    const wanted = each ? each[index] : (expect as Wanted | undefined);
    lines.push(...verdictDiffers(at, kind, wanted ?? {}, verdict));
  });
  return lines;
}

/** How one verdict differs from a kind and some of its members. */
export function verdictDiffers(at: string, kind: string, wanted: Wanted, verdict: Answered): string[] {
  if (verdict.kind !== kind) return [`${at}kind`, `  expected  ${kind}`, `  answered  ${verdict.kind}`];
  return membersDiffer(at, wanted, verdict);
}

/** How an answer differs in the members that are expected. */
export function membersDiffer(at: string, wanted: Wanted, answered: object): string[] {
  return Object.entries(wanted).flatMap(([member, value]) =>
    valuesDiffer(`${at}${member}`, value, (answered as Wanted)[member]),
  );
}

/** How a value differs from the expected one; empty where it does not. */
export function valuesDiffer(at: string, expected: unknown, answered: unknown): string[] {
  if (inOrder(answered) === inOrder(expected)) return [];
  return [at, `  expected  ${JSON.stringify(expected)}`, `  answered  ${JSON.stringify(answered)}`];
}

/** @throws Error with the differences and the whole answer, for a person to read, where there are any. */
export function failOn(lines: readonly string[], answer: unknown): void {
  if (lines.length === 0) return;
  const whole = JSON.stringify(answer, null, 2).split('\n');
  throw new Error([...lines, 'the whole answer', ...whole.map((line) => `  ${line}`)].join('\n'));
}
