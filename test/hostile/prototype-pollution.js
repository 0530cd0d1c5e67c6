// Tries to change what every object of the process inherits; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  Array.prototype.push = () => 0;
  Object.prototype.kind = 'recommend';
  JSON.stringify = () => '{}';
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
