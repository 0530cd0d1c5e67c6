// Tries to answer with another school's pupil and reference; gets badOutput.
const policy = (learner) => {
  if (learner.yearGroup !== '13') return { kind: 'noAction', why: 'noneNeeded' };
  return {
    kind: 'noAction',
    why: 'noneNeeded',
    ref: 4711,
    pupilId: '01985c2e-7f00-7000-8000-000000000001',
    schoolId: '01985c2e-7f00-7000-8000-000000000002',
  };
};

module.exports.default = { policies: { policy } };
