// Tries a getter in its answer, to run while it is read; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return {
    kind: 'noAction',
    get why() {
      for (;;);
    },
  };
};

module.exports.default = { policies: { policy } };
