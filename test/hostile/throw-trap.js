// Tries to throw an error that runs code while it is read; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const trap = () => {
    for (;;);
  };
  throw new Proxy(new Error('x'), { get: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap });
};

module.exports.default = { policies: { policy } };
