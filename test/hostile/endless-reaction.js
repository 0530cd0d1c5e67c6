// Tries to loop for ever in a promise reaction, after its answer; gets timeout.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const again = () => {
    Promise.resolve().then(again);
  };
  again();
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
