// Tries to have the host build arrays by its own constructor; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  class Trap extends Array {
    static get [Symbol.species]() {
      for (;;);
    }
    get length() {
      for (;;);
    }
  }
  return { kind: 'noAction', evidence: Object.setPrototypeOf([], Trap.prototype), reason: new Trap(2) };
};

module.exports.default = { policies: { policy } };
