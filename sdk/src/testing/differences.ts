import type { Verdict } from '../verdict.js';
import { inOrder, type TableCase } from './policy-cases.js';

/** How what a policy answered differs from what a case expects, for a person to read; null where it does not. */
export function differences(
  { kind, case: { expect } }: TableCase,
  verdicts: readonly Verdict[],
): string | null {
  const expected = expect === undefined ? undefined : [expect].flat();
  const lines: string[] = [];
  if (verdicts.length === 0) lines.push(`expected  ${kind}`, 'answered  nothing');
  const single = expected && !Array.isArray(expect);
  if (expected && !single && expected.length !== verdicts.length) {
    lines.push(`expected  ${expected.length} verdicts`, `answered  ${verdicts.length}`);
  }
  verdicts.forEach((verdict, index) => {
    const at = verdicts.length > 1 ? `verdict ${index + 1}: ` : '';
    if (verdict.kind !== kind) {
      lines.push(`${at}kind`, `  expected  ${kind}`, `  answered  ${verdict.kind}`);
      return;
    }
    const wanted = (single ? expected[0] : expected?.[index]) ?? {};
    for (const [member, value] of Object.entries(wanted)) {
      const answered = verdict[member as keyof Verdict] as unknown;
      if (inOrder(answered) === inOrder(value)) continue;
      lines.push(
        `${at}${member}`,
        `  expected  ${JSON.stringify(value)}`,
        `  answered  ${JSON.stringify(answered)}`,
      );
    }
  });
  if (lines.length === 0) return null;
  return [
    ...lines,
    'the whole answer',
    ...JSON.stringify(verdicts, null, 2)
      .split('\n')
      .map((line) => `  ${line}`),
  ].join('\n');
}
