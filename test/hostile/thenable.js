// Tries a thenable that never settles; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', then: () => {} };
};

module.exports.default = { policies: { policy } };
