import { registerFaults } from './check-register.js';

const pupils = (...ids: string[]) => ids.map((pupilId) => ({ pupilId }));
const group = new Set(['ann', 'bea', 'cy']);

describe('the register of a group’s session', () => {
  it.each([
    ['everybody there', pupils('ann', 'bea', 'cy'), [], []],
    ['one away', pupils('ann', 'bea'), pupils('cy'), []],
    ['nobody there', [], pupils('ann', 'bea', 'cy'), []],
    ['one left out', pupils('ann'), pupils('cy'), ['/notAttended register-incomplete']],
    ['one named twice', pupils('ann', 'bea', 'cy', 'ann'), [], ['/attended/3/pupilId named-twice']],
    ['one there and away', pupils('ann', 'bea', 'cy'), pupils('cy'), ['/notAttended/0/pupilId named-twice']],
    ['one without a place', pupils('ann', 'bea', 'cy', 'dan'), [], ['/attended/3/pupilId no-place']],
  ])('%s', (_case, attended, notAttended, faults) => {
    const found = registerFaults({ attended, notAttended }, group);
    expect(found.map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });
});
