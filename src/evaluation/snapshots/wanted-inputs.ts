/** Which subjects of an input a policy declares: all, or some; none where it does not declare it. */
export type Subjects = 'all' | ReadonlySet<string> | null;

/** The inputs that a policy declares, each with its subjects. */
export interface WantedInputs {
  readonly yearGroup: boolean;
  readonly results: Subjects;
  readonly targets: Subjects;
  readonly trajectory: Subjects;
  readonly interventions: boolean;
  readonly attendance: boolean;
  readonly age: boolean;
  readonly groups: boolean;
  readonly plans: boolean;
  readonly sen: boolean;
  readonly disadvantage: boolean;
  readonly lookedAfter: boolean;
  readonly ethnicity: boolean;
  readonly language: boolean;
  readonly sex: boolean;
}

/** Reads declared inputs such as `yearGroup`, `results:reading`. */
export function wantedInputs(inputs: readonly string[]): WantedInputs {
  return {
    yearGroup: inputs.includes('yearGroup'),
    results: subjectsOf(inputs, 'results'),
    targets: subjectsOf(inputs, 'targets'),
    trajectory: subjectsOf(inputs, 'trajectory'),
    interventions: inputs.includes('interventions'),
    attendance: inputs.includes('attendance'),
    age: inputs.includes('age'),
    groups: inputs.includes('groups'),
    plans: inputs.includes('plans'),
    sen: inputs.includes('sen'),
    disadvantage: inputs.includes('disadvantage'),
    lookedAfter: inputs.includes('lookedAfter'),
    ethnicity: inputs.includes('ethnicity'),
    language: inputs.includes('language'),
    sex: inputs.includes('sex'),
  };
}

/** Whether a subject is among those wanted. */
export function wants(subjects: Subjects, subject: string): boolean {
  return subjects === 'all' || (subjects !== null && subjects.has(subject));
}

function subjectsOf(inputs: readonly string[], name: string): Subjects {
  if (inputs.includes(name)) return 'all';
  const narrowed = inputs.filter((it) => it.startsWith(`${name}:`)).map((it) => it.slice(name.length + 1));
  return narrowed.length > 0 ? new Set(narrowed) : null;
}
