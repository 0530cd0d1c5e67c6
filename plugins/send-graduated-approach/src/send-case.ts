import type {
  InputName,
  LearnerOf,
  PolicyContext,
  RecommendVerdict,
  SenFact,
  SettingsOf,
} from '@espalier/sdk';

/** What the rules look at: a pupil with SEN support or an education, health and care plan. */
export interface SendCase extends PolicyContext<SettingsOf> {
  readonly learner: LearnerOf<'sen' | 'plans' | 'interventions'>;
  readonly sen: SenFact;
}

/** What a rule cannot tell, and which input it lacks. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly missing: InputName;
  readonly reason: string;
}

/** One step of the graduated approach: due, not to be told, or null where nothing is due. */
export type Rule = (it: SendCase) => RecommendVerdict | Unknown | null;
