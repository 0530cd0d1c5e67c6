import type { Learner, ResultFact, TargetFact, TrajectoryFact } from './learner.js';
import type { SubjectCode } from './subject-code.js';

/**
 * The learner that a policy with these inputs is called with: `ref`, the declared inputs, and nothing else.
 * An input that is narrowed to a subject (`results:reading`) gives that subject alone.
 *
 * @example
 * type L = LearnerOf<'yearGroup' | 'results:reading'>;
 * // { readonly ref: number; readonly yearGroup: string | null;
 * //   readonly results: { readonly reading?: readonly ResultFact[] | undefined } }
 * @since 0.1.0
 */
export type LearnerOf<Input extends string> = Readonly<
  { ref: number } & Given<Input> &
    GivenBySubject<Input, 'results', ResultFact> &
    GivenBySubject<Input, 'targets', TargetFact> &
    GivenBySubject<Input, 'trajectory', TrajectoryFact>
>;

/** Facts by subject: a subject without any is absent, so indexing always may give undefined. @since 0.1.0 */
export type BySubject<Subject extends SubjectCode, Fact> = string extends Subject
  ? { readonly [subject: SubjectCode]: readonly Fact[] | undefined }
  : { readonly [S in Subject]?: readonly Fact[] | undefined };

/** Inputs that give one member of their own name, as the learner has it. */
type Given<Input extends string> = {
  [Name in Exclude<Input, keyof BySubjectInputs> & Exclude<keyof Learner, 'ref'>]-?: Exclude<
    Learner[Name],
    undefined
  >;
};

type BySubjectInputs = Pick<Learner, 'results' | 'targets' | 'trajectory'>;

type GivenBySubject<Input extends string, Name extends string, Fact> = [Subjects<Input, Name>] extends [never]
  ? unknown
  : { [N in Name]: BySubject<Subjects<Input, Name>, Fact> };

type Subjects<Input extends string, Name extends string> = Input extends Name
  ? SubjectCode
  : Input extends `${Name}:${infer Subject}`
    ? Subject
    : never;
