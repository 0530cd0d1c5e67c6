// Tries to fill the memory with maps and sets; gets memory.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const kept = new Map();
  for (let i = 0; ; i++) kept.set(i, new Set([i, { i }]));
};

module.exports.default = { policies: { policy } };
