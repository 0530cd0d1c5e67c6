// Tries to observe the collection of garbage, which tells of time and of others; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  if (typeof WeakRef === 'function' || typeof FinalizationRegistry === 'function') throw new Error('reached');
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
