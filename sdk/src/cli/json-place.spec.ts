import { placeOf } from './json-place.js';

const text = `{
  "name": "a \\"quoted\\", name",
  "list": [1, [true, {}], { "x/y": null }],
  "deep": { "a": { "b": [] } }
}`;

test.each([
  ['', '1:1'],
  ['/name', '2:3'],
  ['/list', '3:3'],
  ['/list/0', '3:12'],
  ['/list/1/1', '3:22'],
  ['/list/2/x~1y', '3:29'],
  ['/deep/a/b', '4:20'],
  ['/deep/missing', '4:3'],
  ['/deep/a/b/3', '4:20'],
  ['/missing', '1:1'],
])('%s is at %s', (pointer, place) => {
  expect(placeOf(text, pointer)).toBe(place);
});
