// Tries to loop for ever behind an await, after its answer; gets timeout.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  (async () => {
    await null;
    for (;;);
  })();
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
