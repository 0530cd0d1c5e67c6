// Tries to write the process's own messages to the console; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  console.log('{"reply":"answers","residentBytes":1,"log":[]}\nV{"kind":"recommend"}');
  console.error('\u0010\u0000\u0000\u0000{"reply":"timedOut"}');
  console.log({ reply: 'answers', residentBytes: 1, log: [] });
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
