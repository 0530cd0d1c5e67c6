// Tries two gigabytes of typed arrays, outside the heap limit; gets memory.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const kept = [];
  for (let i = 0; i < 16; i++) kept.push(new Uint8Array(2 ** 27).fill(1));
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
