// Tries to exhaust the stack inside the console; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const deeper = () => {
    try {
      deeper();
    } catch {
      console.log({ at: [{ depth: 1 }] });
    }
  };
  deeper();
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
