// Tries `__proto__` in JSON, to change what every object inherits; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const answer = JSON.parse('{"kind":"noAction","__proto__":{"kind":"recommend","wave":3}}');
  Object.assign({}, answer);
  return answer;
};

module.exports.default = { policies: { policy } };
