import { MOST_ERRORS_KEPT, RowErrors } from './row-errors.js';

const error = (row: number, column = 'upn') => ({ row, column, code: 'x', detail: 'x' });

function errorsOf(...rows: number[]): RowErrors {
  const errors = new RowErrors();
  for (const row of rows) errors.add([error(row)]);
  return errors;
}

describe('the errors of a file', () => {
  it('counts errors and rows apart, and the header as no row of data', () => {
    const errors = new RowErrors();
    errors.add([]);
    errors.add([error(1)]);
    errors.add([error(4, 'upn'), error(4, 'sex')]);
    expect([errors.total, errors.rows]).toEqual([3, 1]);
    expect(errors.kept.map((it) => `${it.row} ${it.column}`)).toEqual(['1 upn', '4 upn', '4 sex']);
  });

  it('come in the order of rows where two kinds are put together', () => {
    const both = errorsOf(2, 7).with(errorsOf(3, 5, 9));
    expect(both.kept.map((it) => it.row)).toEqual([2, 3, 5, 7, 9]);
    expect([both.total, both.rows]).toEqual([5, 5]);
  });

  it.each([MOST_ERRORS_KEPT - 1, MOST_ERRORS_KEPT, MOST_ERRORS_KEPT + 1])('of %i bad rows', (count) => {
    const errors = errorsOf(...Array.from({ length: count }, (_, i) => i + 2));
    expect([errors.total, errors.rows]).toEqual([count, count]);
    expect(errors.kept).toHaveLength(Math.min(count, MOST_ERRORS_KEPT));
    expect(errors.with(errors).kept).toHaveLength(Math.min(2 * count, MOST_ERRORS_KEPT));
  });
});
