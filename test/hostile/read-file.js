// Tries to read a file; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', reason: require('node:fs').readFileSync('/etc/passwd', 'utf8') };
};

module.exports.default = { policies: { policy } };
