import { declaredInputs, missingGrants, sensitiveOf, undeclaredGrants } from './grants.js';

const manifest = {
  policies: [{ inputs: ['results:reading', 'sen'] }, { inputs: ['attendance', 'results:reading'] }] as never,
};

describe('grants of a plugin', () => {
  it('the inputs of all its policies are asked for, each once', () => {
    expect(declaredInputs(manifest)).toEqual(['attendance', 'results:reading', 'sen']);
  });

  it.each([
    ['nothing granted', [], ['attendance', 'results:reading', 'sen']],
    ['everything granted', ['sen', 'attendance', 'results:reading'], []],
    [
      'a wider input does not stand for a narrower one',
      ['sen', 'attendance', 'results'],
      ['results:reading'],
    ],
  ])('%s', (_name, grants, missing) => {
    expect(missingGrants(manifest, grants)).toEqual(missing);
  });

  it('a grant of what was not asked for is a fault at its place', () => {
    expect(undeclaredGrants(manifest, ['sen', 'sex'])).toMatchObject([
      { pointer: '/grants/1', code: 'undeclared-input' },
    ]);
  });

  it('tells the sensitive ones', () => {
    expect(sensitiveOf(['attendance', 'sen', 'sex'])).toEqual(['sen', 'sex']);
  });
});
