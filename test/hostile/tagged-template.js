// Tries to keep what it saw of one learner in the strings of a tagged template; gets noAction.
const strings = (it) => it;
const keeper = () => strings`kept`;

const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const kept = keeper();
  try {
    kept.raw = learner;
    kept[0] = learner.yearGroup;
  } catch {
    // They are frozen.
  }
  if (keeper()[0] !== 'kept') throw new Error('reached');
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
