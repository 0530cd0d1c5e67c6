/** Inputs that can be narrowed to a subject: `results` or `results:reading`. @since 0.1.0 */
export const subjectInputs = ['results', 'targets', 'trajectory'] as const;

/** Inputs about the learner as a whole that are not sensitive. @since 0.1.0 */
export const plainInputs = ['yearGroup', 'age', 'attendance', 'interventions', 'groups'] as const;

/**
 * Inputs that reveal a protected or sensitive characteristic, plans among them: who has one for SEN support has SEN.
 * A school grants each of them by name.
 * @since 0.1.0
 */
export const sensitiveInputs = [
  'plans',
  'sen',
  'disadvantage',
  'lookedAfter',
  'ethnicity',
  'language',
  'sex',
] as const;

/** An input as a manifest declares it, taken apart. @since 0.1.0 */
export interface DeclaredInput {
  /** The member of the learner: `results` for `results:reading`. */
  readonly name: string;
  /** Null where the input is not narrowed to a subject. */
  readonly subject: string | null;
}

/** Takes an input apart: `results:reading` → `{ name: 'results', subject: 'reading' }`. @since 0.1.0 */
export function parseInput(input: string): DeclaredInput {
  const colon = input.indexOf(':');
  return colon < 0
    ? { name: input, subject: null }
    : { name: input.slice(0, colon), subject: input.slice(colon + 1) };
}

/** Whether a school must grant this input by name. @since 0.1.0 */
export function isSensitive(input: string): boolean {
  return (sensitiveInputs as readonly string[]).includes(parseInput(input).name);
}
