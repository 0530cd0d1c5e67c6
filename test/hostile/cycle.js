// Tries an answer that holds itself; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const answer = { kind: 'noAction' };
  answer.evidence = [answer];
  return answer;
};

module.exports.default = { policies: { policy } };
