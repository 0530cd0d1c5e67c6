// Tries native work that no time-out inside the process can stop; gets timeout.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
