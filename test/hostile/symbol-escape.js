// Tries to hook into the host by well-known symbols of its answer; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const hook = () => {
    for (;;);
  };
  return {
    kind: 'noAction',
    reason: { [Symbol.toPrimitive]: hook, [Symbol.toStringTag]: 'String', toString: hook, valueOf: hook },
    [Symbol.iterator]: hook,
    [Symbol.for('nodejs.util.inspect.custom')]: hook,
  };
};

module.exports.default = { policies: { policy } };
