import { allocate, definePlugin } from '@espalier/sdk';

export default definePlugin({
  policies: {
    '{{id}}'(round, { settings }) {
      const requests = round.requests.map((request) => {
        const { yearGroup } = request.learner;
        return {
          ...request,
          yearGroup,
          leavesSoon: yearGroup !== null && settings.lastYears.includes(yearGroup),
        };
      });

      const order = requests.toSorted(
        (a, b) =>
          Number(b.urgent) - Number(a.urgent) ||
          b.wave - a.wave ||
          Number(b.leavesSoon) - Number(a.leavesSoon) ||
          Temporal.PlainDate.compare(a.since, b.since) ||
          a.ref - b.ref,
      );

      // What a plan specifies comes first whatever the order: `allocate` sees to it, and to places and budget.
      return allocate(
        round,
        order.map(({ ref, urgent, wave, leavesSoon, yearGroup, since }) => ({
          ref,
          reason: [
            urgent ? 'Urgent, wave' : 'Wave',
            `${wave},`,
            leavesSoon ? `in Year ${yearGroup},` : '',
            `waiting since ${since}.`,
          ]
            .filter((part) => part !== '')
            .join(' '),
          evidence: leavesSoon ? [{ input: 'yearGroup', value: yearGroup }] : [],
        })),
      );
    },
  },
});
