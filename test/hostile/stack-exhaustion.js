// Tries to exhaust the stack; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const deeper = (n) => deeper(n + 1) + 1;
  deeper(0);
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
