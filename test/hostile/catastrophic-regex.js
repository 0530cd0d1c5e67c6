// Tries a regular expression that backtracks exponentially; gets timeout.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  /^(a+)+$/.test(`${'a'.repeat(60)}b`);
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
