// Tries to read the settings of other runs from those who called it; gets noAction.
const policy = function (learner, context) {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const seen = [];
  for (const read of [
    () => policy.caller,
    () => policy.arguments,
    () => Object.getPrototypeOf(context).settings,
    () => this,
  ]) {
    try {
      seen.push(read());
    } catch {
      // Strict code has no callers.
    }
  }
  if (seen.some((it) => it !== undefined && it !== null)) throw new Error('reached');
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
