// Tries to exhaust the stack of whoever reads its answer; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  let deep = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  return { kind: 'noAction', evidence: deep };
};

module.exports.default = { policies: { policy } };
