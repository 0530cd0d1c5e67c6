// Tries to change what it was given; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  learner.yearGroup = '7';
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
