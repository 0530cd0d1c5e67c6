import { checkFile } from './check-file.js';
import type { ImportHandler } from './import-kind.js';

const COLUMNS = ['schoolUrn', 'id'];
const ROWS = 50_000;

/** Takes rows whose id is not blank. */
const HANDLER: ImportHandler<{ id: string }> = {
  keys: [{ columns: ['id'], toldAt: 'id' }],
  columnOf: (pointer) => pointer.slice(1),
  check: ({ cells }) =>
    cells['id']
      ? { schoolId: 'school', dto: { id: cells['id'] } }
      : { faults: [{ pointer: '/id', code: 'missing', detail: 'id is missing.' }] },
  write: () => Promise.resolve(new Map()),
};

/** Checks a file, and counts how often other work got its turn meanwhile. */
async function check(text: string, encoding: BufferEncoding) {
  let turns = 0;
  let going = true;
  const work = () => {
    turns += 1;
    if (going) setImmediate(work);
  };
  setImmediate(work);
  const file = await checkFile(Buffer.from(`schoolUrn,id\n${text}`, encoding), COLUMNS, HANDLER, new Map());
  going = false;
  return { ...file, turns };
}

describe('a large file', () => {
  it.each<[string, string, number, BufferEncoding]>([
    ['too few cells', 'x\n'.repeat(ROWS), ROWS, 'utf8'],
    ['a blank cell', '1,\n'.repeat(ROWS), ROWS, 'utf8'],
    ['the same id', '1,a\n'.repeat(ROWS), ROWS - 1, 'utf8'],
    ['a byte that is not UTF-8', '1,\u00eb\n'.repeat(ROWS), ROWS, 'latin1'],
  ])(
    'whose rows all have %s holds nobody up, and every row is counted',
    async (_name, text, bad, encoding) => {
      const { errors, count, turns } = await check(text, encoding);
      expect([count, errors.total, errors.rows, errors.kept.length]).toEqual([ROWS, bad, bad, 10_000]);
      expect(turns).toBeGreaterThan(ROWS / 1000);
    },
  );

  it('of good rows holds nobody up either', async () => {
    const text = Array.from({ length: ROWS }, (_, i) => `1,${i}\n`).join('');
    const { fit, errors, turns } = await check(text, 'utf8');
    expect([fit.length, errors.total]).toEqual([ROWS, 0]);
    expect(turns).toBeGreaterThan(ROWS / 1000);
  });
});
