// Tries to make a clock of counters that something else moves; gets noAction.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const moved = [];
  const globals = [
    'SharedArrayBuffer',
    'Atomics',
    'Worker',
    'MessageChannel',
    'setInterval',
    'queueMicrotask',
    'performance',
  ];
  for (const it of globals) {
    const found = globalThis[it];
    if (typeof found === 'function' && it !== 'SharedArrayBuffer') moved.push(it);
  }
  for (const read of [() => Date.now(), () => new Date().getTime(), () => Temporal.Now.instant()]) {
    try {
      moved.push(read());
    } catch {
      // There is no clock.
    }
  }
  if (moved.length > 0) throw new Error(`reached ${moved.join()}`);
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
