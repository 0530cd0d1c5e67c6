import { cleanText } from './clean-text.js';

describe('text of a plugin', () => {
  it.each([
    ['stays as it is', 'Ångström: 94 < 97, 👩‍🏫 नमस्ते', 'Ångström: 94 < 97, 👩‍🏫 नमस्ते'],
    ['loses control characters', 'a\u0000b\u0007c\u007fd\u0085e\u009cf', 'abcd ef'],
    ['becomes one line', 'a\r\nb\tc\u2028d', 'a b c d'],
    [
      'loses colours and titles of a terminal',
      '\u001b[1;31mred\u001b[0m\u009b2J\u001b]0;title\u0007!',
      'red!',
    ],
    ['loses a lone escape', 'a\u001bcb', 'acb'],
    ['loses what reorders it', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['loses what hides in it', 'a\u200bb\ufeffc\u{e0041}d', 'abcd'],
    ['is well-formed', 'a\ud800b', 'a\ufffdb'],
    ['is cut at its limit', 'x'.repeat(60), `${'x'.repeat(49)}…`],
    ['is well-formed where it is cut', `${'x'.repeat(48)}😀😀`, `${'x'.repeat(48)}\ufffd…`],
  ])('%s', (_name, text, clean) => {
    expect(cleanText(text, 50)).toBe(clean);
  });
});
