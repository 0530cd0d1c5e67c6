import { CHARACTERISTICS } from '../../pupils/code-sets.js';
import { type Cut, CUTS, groupOf, GROUPS } from './characteristic-groups.js';

describe('the group of a pupil', () => {
  it.each<[Cut, string | null, string]>([
    ['sex', 'F', 'F'],
    ['sex', null, 'unknown'],
    ['sen', 'K', 'K'],
    ['sen', null, 'unknown'],
    ['pupilPremium', 'no', 'no'],
    ['pupilPremium', null, 'unknown'],
    ['firstLanguage', 'ENG', 'english'],
    ['firstLanguage', 'ENB', 'english'],
    ['firstLanguage', 'PNJ', 'other'],
    ['firstLanguage', 'OTB', 'other'],
    ['firstLanguage', 'REF', 'unknown'],
    ['firstLanguage', 'NOT', 'unknown'],
    ['ethnicity', 'WBRI', 'white'],
    ['ethnicity', 'AWEL', 'asian'],
    ['ethnicity', 'BBRI', 'black'],
    ['ethnicity', 'CHNE', 'chinese'],
    ['ethnicity', 'REFU', 'unknown'],
    ['ethnicity', 'NOBT', 'unknown'],
    ['englishProficiency', 'A', 'A'],
    // Not yet assessed.
    ['englishProficiency', 'N', 'unknown'],
  ])('%s %s: %s', (cut, recorded, group) => {
    expect(groupOf(cut, recorded)).toBe(group);
  });

  it('is one of the groups of the cut, or unknown, for every code', () => {
    for (const cut of CUTS) {
      const codes = cut === 'sex' ? ['F', 'M'] : (CHARACTERISTICS[cut] ?? ['ENG', 'URD']);
      for (const code of codes) expect([...GROUPS[cut], 'unknown']).toContain(groupOf(cut, code));
    }
  });
});
