// Tries a BigInt in its answer, which JSON cannot write; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', reason: 10n };
};

module.exports.default = { policies: { policy } };
