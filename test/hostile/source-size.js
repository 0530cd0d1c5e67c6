// Tries to have a source of 40 million characters compiled; gets memory.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const source = 'x=[{a:1}];'.repeat(4e6);
  return new Function(source)();
};

module.exports.default = { policies: { policy } };
