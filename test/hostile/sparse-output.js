// Tries an array of four thousand million holes; gets outputTooLarge.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const answer = [];
  answer.length = 2 ** 32 - 1;
  return answer;
};

module.exports.default = { policies: { policy } };
