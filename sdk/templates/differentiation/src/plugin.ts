import {
  definePlugin,
  differentiate,
  forEachLearner,
  insufficientData,
  type ResultFact,
  type SuggestedGroup,
  type Tier,
} from '@espalier/sdk';

export default definePlugin({
  policies: {
    '{{id}}'(group, { settings }) {
      const { subject, groupCapacity } = group;
      const scores = new Map(
        group.learners.map(({ ref, results }) => [ref, results[subject]?.findLast(isScore)]),
      );

      const tierOf = (score: number): Tier => {
        if (score < settings.supportBelow) return 'support';
        return score < settings.stretchFrom ? 'core' : 'stretch';
      };

      const inSupport = [...scores].flatMap(([ref, latest]) =>
        latest && tierOf(latest.value) === 'support' ? [{ ref, score: latest.value }] : [],
      );

      return forEachLearner(
        group,
        ({ ref }) => {
          const latest = scores.get(ref);
          if (!latest) return insufficientData([`results:${subject}`], { subject });
          const tier = tierOf(latest.value);
          return differentiate({
            rule: 'latest-score',
            tier,
            ...teaching[tier],
            reason: `Score ${latest.value} in ${subject} on ${latest.date}; support is below ${settings.supportBelow}, stretch from ${settings.stretchFrom}.`,
            evidence: [{ input: `results:${subject}`, value: latest.value, date: latest.date }],
          });
        },
        supportGroups(inSupport, groupCapacity),
      );
    },
  },
});

/** What a teacher does, and what a pupil is given, in each tier. */
const teaching: Readonly<Record<Tier, { strategies: string[]; scaffolds: string[] }>> = {
  support: {
    strategies: ['Teach the key words before the lesson.', 'Model the first example, then do one together.'],
    scaffolds: ['A worked example to keep on the desk.'],
  },
  core: { strategies: ['Check for understanding after each step.'], scaffolds: [] },
  stretch: { strategies: ['Ask for a second method, and which is better.'], scaffolds: [] },
};

/** Groups of those who get support, those who are nearest to one another together. */
function supportGroups(
  pupils: readonly { readonly ref: number; readonly score: number }[],
  capacity: number | null,
): SuggestedGroup[] {
  const inOrder = pupils.toSorted((a, b) => a.score - b.score || a.ref - b.ref);
  const size = capacity ?? inOrder.length;
  const groups: SuggestedGroup[] = [];
  for (let start = 0; start < inOrder.length; start += size) {
    const members = inOrder.slice(start, start + size);
    const [lowest, highest] = [members[0]!.score, members.at(-1)!.score];
    groups.push({
      title: `Support ${groups.length + 1}`,
      refs: members.map(({ ref }) => ref),
      reason: lowest === highest ? `Score ${lowest}.` : `Scores from ${lowest} to ${highest}.`,
    });
  }
  return groups;
}

/** A standardised score. Who was absent has a result without a value, and scores of two frameworks do not compare. */
function isScore(result: ResultFact): result is ResultFact & { readonly value: number } {
  return result.framework === 'standardised' && result.value !== null;
}
