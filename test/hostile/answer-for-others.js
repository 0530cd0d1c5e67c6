// Tries to answer for another learner; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return { kind: 'noAction', why: 'noneNeeded', ref: 0 };
};

module.exports.default = { policies: { policy } };
