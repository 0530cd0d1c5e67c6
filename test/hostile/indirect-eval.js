// Tries to reach the host's globals by indirect eval; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const globals = (0, eval)('globalThis');
  const found = [
    'process',
    'require',
    'fetch',
    'setTimeout',
    'WebAssembly',
    'Buffer',
    'performance',
    'navigator',
  ];
  if (found.some((it) => globals[it] !== undefined)) throw new Error('reached');
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
