// Tries to answer as an async iterator whose steps run later; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return {
    kind: 'noAction',
    async *[Symbol.asyncIterator]() {
      for (;;) yield { kind: 'noAction' };
    },
    next: async () => ({ done: false, value: { kind: 'noAction' } }),
  };
};

module.exports.default = { policies: { policy } };
