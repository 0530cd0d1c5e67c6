// Tries to loop for ever; gets timeout.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  for (;;);
};

module.exports.default = { policies: { policy } };
