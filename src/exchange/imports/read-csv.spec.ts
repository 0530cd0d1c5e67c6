import { readCsv } from './read-csv.js';

const COLUMNS = ['id', 'name', 'note'];
const read = (text: string | Buffer) => readCsv(Buffer.from(text as string), COLUMNS);
const told = async (text: string | Buffer) =>
  (await read(text)).errors.kept.map((it) => `${it.row} ${it.column} ${it.code}`);

describe('reading a CSV file', () => {
  it('reads cells by their column, whatever the order, with quotes, commas and line ends in them', async () => {
    const { rows, count, errors } = await read('name,id,note\n"Ó Brien, ""A""",1,"two\nlines"\n B ,2,\n');
    expect(errors.kept).toEqual([]);
    expect(count).toBe(2);
    expect(rows).toEqual([
      { row: 2, cells: { id: '1', name: 'Ó Brien, "A"', note: 'two\nlines' } },
      { row: 3, cells: { id: '2', name: 'B', note: '' } },
    ]);
  });

  it.each([
    ['Windows line ends', 'id,name,note\r\n1,A,\r\n2,B,\r\n'],
    ['mixed line ends', 'id,name,note\r\n1,A,\n2,B,'],
    ['a byte order mark', '\uFEFFid,name,note\n1,A,\n2,B,\n'],
  ])('reads %s', async (_case, text) => {
    expect((await read(text)).rows.map((it) => it.cells['name'])).toEqual(['A', 'B']);
  });

  it('counts a blank line as a row of the sheet but not as data', async () => {
    const { rows, count } = await read('id,name,note\n\n1,A,\n\n\n2,B,\n\n');
    expect(rows.map((it) => it.row)).toEqual([3, 6]);
    expect(count).toBe(2);
  });

  it.each([
    ['an empty file', '', ['1 null no-header']],
    ['a first row of data, without repeating it', '1,A,x\n', ['1 null no-header']],
    [
      'a header of which one column is known',
      'id,age\n',
      ['1 name missing-column', '1 note missing-column', '1 age unknown-column'],
    ],
    ['a column too many', 'id,name,note,age\n', ['1 age unknown-column']],
    ['a column twice', 'id,name,note,name\n', ['1 name duplicate-column']],
    [
      'semicolons',
      'id;name;note\n',
      [
        '1 id missing-column',
        '1 name missing-column',
        '1 note missing-column',
        '1 id;name;note unknown-column',
      ],
    ],
    [
      'rows of another length',
      'id,name,note\n1,A\n2,B,x,y\n3,C,\n',
      ['2 note cell-count', '3 note cell-count'],
    ],
  ])('tells of %s', async (_case, text, errors) => {
    expect(await told(text)).toEqual(errors);
  });

  it.each([
    ['a quote within a cell', 'id,name,note\n1,A"B,\n2,B,\n', [2], [3]],
    ['text after a closing quote', 'id,name,note\n1,"A"B,\n2,"B",\n', [2], [3]],
    ['a quote that is never closed', 'id,name,note\n1,A,\n2,"B,\n3,C,\n', [3], [2, 4]],
    ['two broken rows', 'id,name,note\n1,"A,\n2,B,\n3,"C,\n4,D,\n', [2, 4], [3, 5]],
    ['rows after one with a line end', 'id,name,note\n1,"a\nb",\n2,A"B,\n3,C,\n', [3], [2, 4]],
  ])('names the row of %s and reads the rows around it', async (_case, text, broken, good) => {
    const { errors, rows } = await read(text);
    expect(errors.kept.map((it) => [it.row, it.code])).toEqual(broken.map((it) => [it, 'broken-quoting']));
    expect(rows.map((it) => it.row)).toEqual(good);
  });

  it('names the cell whose quoting is broken, and a row that is too long as such', async () => {
    expect((await read('id,name,note\n1,A"B,\n')).errors.kept).toMatchObject([
      { row: 2, column: 'name', code: 'broken-quoting' },
    ]);
    const { errors, rows } = await read(`id,name,note\n1,${'A'.repeat(70_000)},\n2,B,\n`);
    expect(errors.kept).toMatchObject([{ row: 2, code: 'row-too-long' }]);
    expect(rows.map((it) => it.row)).toEqual([3]);
  });

  it('reads no further where hundreds of rows are broken', async () => {
    const { errors, unreadable } = await read(`id,name,note\n${'1,A"B,\n'.repeat(500)}`);
    expect(unreadable).toBe(true);
    expect(errors.kept.at(-1)).toMatchObject({ row: 102, code: 'too-many-broken-rows' });
  });

  it('names byte, row and column of what is not UTF-8', async () => {
    const { errors, rows } = await read(Buffer.from('id,name,note\n1,Zo\u00eb,\n2,B,\n', 'latin1'));
    expect(errors.kept).toEqual([
      {
        row: 2,
        column: 'name',
        code: 'not-utf8',
        detail: 'The cell is not UTF-8: it has the byte 0xEB at position 17 of the file.',
      },
    ]);
    expect(rows.map((it) => it.row)).toEqual([3]);
  });

  it('tells a UTF-16 file from a wrong header', async () => {
    expect(await told(Buffer.from('\uFEFFid,name,note\n1,A,\n', 'utf16le'))).toEqual(['1 null not-utf8']);
  });

  it('tells a character that was lost before the file was written', async () => {
    expect(await told('id,name,note\n1,Zo\uFFFD,\n')).toEqual(['2 name not-utf8']);
  });
});
