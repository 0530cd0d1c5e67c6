// Tries to make code by the constructors of every kind of function; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const kinds = [
    () => 0,
    async () => 0,
    function* () {},
    async function* () {},
    class {},
    Array.prototype.map,
    console.log,
  ];
  for (const it of kinds) {
    try {
      const made = it.constructor('return typeof process === "object" ? process : null');
      if (made() === null) continue;
    } catch {
      continue;
    }
    throw new Error('reached');
  }
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
