import { judgeCrash } from './crash-window.js';

const MINUTE = 60_000;

describe('crashes of a plugin version', () => {
  it.each([
    ['one crash is not too many', [], 0, false],
    ['two crashes are not too many', [0], MINUTE, false],
    ['three in five minutes are too many', [0, MINUTE], 5 * MINUTE - 1, true],
    ['one that lies five minutes back no longer counts', [0, MINUTE], 5 * MINUTE, false],
    ['four, one of them long ago, are too many', [0, 9 * MINUTE, 10 * MINUTE], 11 * MINUTE, true],
  ])('%s', (_name, earlier, at, tooMany) => {
    expect(judgeCrash(earlier, at).tooMany).toBe(tooMany);
  });

  it('forgets those that no longer count', () => {
    expect(judgeCrash([0, MINUTE], 6 * MINUTE).counted).toEqual([6 * MINUTE]);
  });
});
