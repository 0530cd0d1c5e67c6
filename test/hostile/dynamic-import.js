// Tries to import a module by text that only comes about at run time; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const word = ['im', 'port'].join('');
  (0, eval)(`${word}('node:fs').then((fs) => fs.readFileSync('/etc/passwd'))`);
  return { kind: 'noAction', reason: 'imported' };
};

module.exports.default = { policies: { policy } };
