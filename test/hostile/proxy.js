// Tries a Proxy as its answer, to run while it is read; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const trap = () => {
    for (;;);
  };
  return new Proxy({ kind: 'noAction' }, { get: trap, ownKeys: trap, getPrototypeOf: trap });
};

module.exports.default = { policies: { policy } };
