import { CHARACTERISTICS, type CharacteristicKind } from '../../pupils/code-sets.js';
import { characteristicInWords } from './characteristic-words.js';

describe('a characteristic in words', () => {
  it.each<[CharacteristicKind, string, string]>([
    ['sen', 'K', 'SEN support'],
    ['sen', 'E', 'education, health and care plan'],
    ['sen', 'N', 'no special educational need'],
    ['fsm', 'yes', 'free school meals'],
    ['fsm', 'no', 'no free school meals'],
    ['lookedAfter', 'no', 'not looked after by a local authority'],
    ['firstLanguage', 'ENG', 'first language: English'],
    ['firstLanguage', 'PNJ', 'first language: PNJ'],
    ['englishProficiency', 'B', 'proficiency in English: early acquisition'],
    ['ethnicity', 'ABRI', 'ethnicity: Asian British'],
    ['ethnicity', 'REFU', 'ethnicity: refused'],
  ])('%s %s is %s', (kind, value, words) => {
    expect(characteristicInWords(kind, value)).toBe(words);
  });

  it('leaves no code of the product’s sets bare', () => {
    const bare = Object.entries(CHARACTERISTICS).flatMap(([kind, values]) =>
      (values ?? []).filter((it) =>
        characteristicInWords(kind as CharacteristicKind, it).endsWith(`: ${it}`),
      ),
    );
    expect(bare).toEqual([]);
  });
});
