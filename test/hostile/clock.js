// Tries to read the clock; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', reason: String(Date.now()) };
};

module.exports.default = { policies: { policy } };
