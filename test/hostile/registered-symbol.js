// Tries to leave a message for another school in a registered symbol's name; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const shared = Symbol.for('message');
  try {
    Object.prototype[shared] = learner.yearGroup;
    Symbol[shared] = learner.yearGroup;
  } catch {
    // What all Compartments have in common is frozen.
  }
  if ({}[shared] !== undefined || Symbol[shared] !== undefined) throw new Error('reached');
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
