// Tries to flood the log with control characters; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  for (let i = 0; i < 20_000; i++) console.log(`\u001b[2J\u0000\u009b31m\u202e${i}\r\nforged: line`);
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
