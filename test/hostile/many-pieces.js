// Tries to answer in 10,000 pieces; gets outputTooLarge.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return Array.from({ length: 10_000 }, () => ({ kind: 'noAction', why: 'noneNeeded' }));
};

module.exports.default = { policies: { policy } };
