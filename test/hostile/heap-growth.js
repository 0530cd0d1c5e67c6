// Tries to fill the heap; gets memory.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const kept = [];
  for (;;) kept.push(new Array(2 ** 17).fill(0.5));
};

module.exports.default = { policies: { policy } };
