// Tries a promise that never settles; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return new Promise(() => {});
};

module.exports.default = { policies: { policy } };
