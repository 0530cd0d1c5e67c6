// Tries to reach the host through the frames of an error's stack; gets noAction.
let reached = false;
Error.prepareStackTrace = (_error, frames) => {
  for (const frame of frames) {
    const host = frame.getThis?.() ?? frame.getFunction?.();
    if (host?.process ?? host?.constructor?.('return this.process')()) reached = true;
  }
  return '';
};

const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  const { stack } = new Error('where am I');
  Error.captureStackTrace?.({});
  if (reached || /node:|file:|\/sandbox\//.test(String(stack))) throw new Error('reached');
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
