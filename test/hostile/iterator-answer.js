// Tries to answer as an endless iterator in the place of a list; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return (function* () {
    for (;;) yield { kind: 'noAction' };
  })();
};

module.exports.default = { policies: { policy } };
