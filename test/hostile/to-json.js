// Tries toJSON in its answer, to run while it is written; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return {
    kind: 'noAction',
    toJSON() {
      for (;;);
    },
  };
};

module.exports.default = { policies: { policy } };
