// Tries to send data away; gets threw.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  fetch('http://127.0.0.1/', { method: 'POST', body: JSON.stringify(learner) });
  return { kind: 'noAction', why: 'noneNeeded' };
};

module.exports.default = { policies: { policy } };
