/** What a case of any kind of policy has. @since 0.1.0 */
export interface AnyCase<Settings = Readonly<Record<string, unknown>>> {
  /** What is told of the case, unique in the policy: `a pupil one mark under the threshold`. */
  readonly name: string;
  /** Settings over the defaults of the manifest. */
  readonly settings?: Partial<Settings>;
  /** `YYYY-MM-DD`, in the place of the tester's. */
  readonly asOf?: string;
  readonly nextAssessmentPoint?: string | null;
}

export const anyCaseMembers = ['name', 'settings', 'asOf', 'nextAssessmentPoint'];

/** A case that becomes a test: where it stands, and what is asked in it. */
export interface NamedQuestion {
  readonly group: string;
  readonly name: string;
  /** Of it all but the name and what is expected. */
  readonly question: object;
}

/** A test that a case became. */
export interface CaseTest {
  readonly name: string;
  readonly run: () => void;
}

/** @throws TypeError where there are none, a case has no name, two have one name, or two ask the same. */
export function checkCases(cases: readonly NamedQuestion[]): void {
  if (cases.length === 0) throw new TypeError('the table has no cases');
  const names = new Set<string>();
  const questions = new Map<string, string>();
  for (const { group, name, question } of cases) {
    const at = `${group}: "${name}"`;
    if (typeof name !== 'string' || name.trim() === '') throw new TypeError(`${group}: a case has no name`);
    if (names.has(name)) throw new TypeError(`${at}: another case has this name`);
    names.add(name);
    const text = inOrder(question);
    const twin = questions.get(text);
    if (twin !== undefined) throw new TypeError(`${at}: the same question, settings and days as "${twin}"`);
    questions.set(text, name);
  }
}

/** @throws TypeError for a key that is not among the known. */
export function forbidUnknown(value: object, known: readonly string[], at: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new TypeError(`${at}: unknown key ${unknown}; there are ${known.join(', ')}`);
}

/** What a case is asked with beside its learners. */
export function askedWith(
  { settings, asOf, nextAssessmentPoint = null }: AnyCase,
  day: string,
): {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly asOf: string;
  readonly nextAssessmentPoint: string | null;
} {
  return { ...(settings && { settings }), asOf: asOf ?? day, nextAssessmentPoint };
}

/** JSON with members in the order of their names. */
export function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
