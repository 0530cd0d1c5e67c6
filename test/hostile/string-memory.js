// Tries to fill the memory with strings; gets memory.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const kept = [];
  for (let i = 0; ; i++) kept.push(`${i}`.padEnd(2 ** 20, String(i)));
};

module.exports.default = { policies: { policy } };
