// Tries to carry state from one run to the next; gets noAction.
const places = [
  globalThis,
  Object.prototype,
  Array.prototype,
  Function.prototype,
  console,
  console.log,
  JSON,
  Math,
];
if (places.some((place) => 'carried' in place)) throw new Error('state was carried into this run');

const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  for (const place of places) {
    try {
      place.carried = true;
    } catch {
      continue;
    }
  }
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
