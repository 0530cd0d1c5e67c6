// Tries to draw a random number; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', reason: String(Math.random()) };
};

module.exports.default = { policies: { policy } };
