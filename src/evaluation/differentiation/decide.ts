import type { Tier } from '@espalier/sdk';
import type { Fault } from '../../common/errors/domain-error.js';
import { type Advice, tiersOf, together } from './judge-answers.js';

/** What a person says of a pupil's proposals. What is left out is as proposed. */
export interface Decided {
  readonly outcome: 'accept' | 'adjust' | 'decline';
  /** Policies whose proposals are decided on; left out or null: all that stand. */
  readonly policies?: readonly string[] | null;
  readonly tier?: Tier | null;
  readonly strategies?: readonly string[];
  readonly scaffolds?: readonly string[];
  readonly reviewBy?: string | null;
  readonly reason?: string | null;
}

/** A proposal that stands, and whose it is: `<plugin>/<policy id>`. */
export interface StandingProposal extends Advice {
  readonly policy: string;
}

/** What is to be done from now on, and on whose proposals; or why it cannot be decided so. */
export type Decision =
  { readonly faults: readonly Fault[] } | { readonly advice: Advice; readonly policies: readonly string[] };

const ONLY_WITH_ADJUST = ['tier', 'strategies', 'scaffolds'] as const;

/** Holds what a person says against what is proposed. `day`: today, before which nothing ends. */
export function decide(proposals: readonly StandingProposal[], said: Decided, day: string): Decision {
  const faults: Fault[] = [];
  const refuse = (member: keyof Decided, code: string, detail: string) =>
    faults.push({ pointer: `/${member}`, code, detail });
  const named = chosen(proposals, said.policies ?? null, faults);
  if (said.outcome !== 'accept' && !said.reason) {
    refuse('reason', 'missing', `Say why, where you ${said.outcome}.`);
  }
  if (said.outcome !== 'adjust') {
    for (const it of ONLY_WITH_ADJUST) {
      if (said[it] !== undefined && said[it] !== null) {
        refuse(it, 'only-with-adjust', `${it} goes with the outcome adjust only.`);
      }
    }
    if (proposals.length === 0) {
      refuse('outcome', 'nothing-proposed', 'Nothing is proposed: say what to do, with the outcome adjust.');
    }
  }
  if (said.reviewBy && said.outcome === 'decline') {
    refuse('reviewBy', 'not-with-decline', 'reviewBy does not go with the outcome decline.');
  }
  const advice = adviceOf(named, said, faults);
  if (advice.reviewBy !== null && advice.reviewBy < day) {
    refuse(
      'reviewBy',
      'in-past',
      `It would be over since ${advice.reviewBy}: say until when it is taught by.`,
    );
  }
  return faults.length > 0 ? { faults } : { advice, policies: named.map((it) => it.policy) };
}

function chosen(
  proposals: readonly StandingProposal[],
  wanted: readonly string[] | null,
  faults: Fault[],
): readonly StandingProposal[] {
  if (wanted === null) return proposals;
  wanted.forEach((policy, i) => {
    if (proposals.some((it) => it.policy === policy)) return;
    const detail = 'No proposal of such a policy stands for the pupil.';
    faults.push({ pointer: `/policies/${i}`, code: 'not-proposed', detail });
  });
  if (wanted.length === 0 && proposals.length > 0) {
    const detail = 'Name at least one, or leave it out for all.';
    faults.push({ pointer: '/policies', code: 'empty', detail });
  }
  return proposals.filter((it) => wanted.includes(it.policy));
}

function adviceOf(proposals: readonly StandingProposal[], said: Decided, faults: Fault[]): Advice {
  if (said.outcome === 'decline') return together([]);
  const proposed = together(proposals);
  const own: Partial<Decided> = said.outcome === 'adjust' ? said : {};
  const tiers = tiersOf(proposals);
  if (tiers.length > 1 && own.tier === undefined) {
    const [pointer, how] =
      said.outcome === 'accept' ? ['/policies', 'name whose you accept'] : ['/tier', 'say which it is to be'];
    const detail = `The policies propose different tiers (${tiers.join(', ')}): ${how}.`;
    faults.push({ pointer, code: 'conflicting-tiers', detail });
  }
  const advice: Advice = {
    tier: own.tier === undefined ? proposed.tier : own.tier,
    strategies: own.strategies ?? proposed.strategies,
    scaffolds: own.scaffolds ?? proposed.scaffolds,
    reviewBy: said.reviewBy === undefined ? proposed.reviewBy : said.reviewBy,
  };
  const says = advice.tier !== null || advice.strategies.length + advice.scaffolds.length > 0;
  if (!says && faults.length === 0) {
    const detail = 'Say what to do: a tier, a strategy or a scaffold.';
    faults.push({ pointer: '/tier', code: 'missing', detail });
  }
  return advice;
}
