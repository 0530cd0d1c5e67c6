// Tries ten megabytes of output; gets outputTooLarge.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', why: 'noneNeeded', reason: 'x'.repeat(10 * 2 ** 20) };
};

module.exports.default = { policies: { policy } };
