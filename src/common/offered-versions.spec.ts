import fc from 'fast-check';
import { type HeldVersion, versionSteps } from './offered-versions.js';

type Held = HeldVersion & { readonly says: string };
interface Wanted {
  readonly key: string;
  readonly says: string;
}

/** The versions that a school holds after each of some manifests in turn; none is a plugin that is off. */
function after(manifests: readonly (readonly Wanted[])[]): Held[] {
  return manifests.reduce<Held[]>((held, wanted) => {
    const { add, offer, retire } = versionSteps(held, wanted, (row, it) => row.says === it.says);
    const kept = held.map((it) => ({
      ...it,
      retired: retire.includes(it) || (it.retired && !offer.includes(it)),
    }));
    return [
      ...kept,
      ...add.map((it) => ({ key: it.wanted.key, says: it.wanted.says, version: it.version, retired: false })),
    ];
  }, []);
}

/** `a1=x` for version 1 of a that says x, in brackets where it is retired. */
const told = (held: readonly Held[]) =>
  held.map((it) => {
    const text = `${it.key}${String(it.version)}=${it.says}`;
    return it.retired ? `(${text})` : text;
  });

const x = { key: 'a', says: 'x' };
const y = { key: 'a', says: 'y' };
const z = { key: 'a', says: 'z' };
const b = { key: 'b', says: 'x' };

describe('the versions that a plugin brings', () => {
  test.each<[string, Wanted[][], string[]]>([
    ['enabled once', [[x, b]], ['a1=x', 'b1=x']],
    ['enabled twice', [[x], [x]], ['a1=x']],
    ['changed: the next version, beside the one before', [[x], [y]], ['a1=x', 'a2=y']],
    ['off', [[x], []], ['(a1=x)']],
    ['on again', [[x], [], [x]], ['a1=x']],
    ['on again in a later version', [[x], [], [y]], ['a1=x', 'a2=y']],
    ['moved back', [[x], [y], [x]], ['a1=x', '(a2=y)']],
    ['moved back and forth', [[x], [y], [x], [y]], ['a1=x', 'a2=y']],
    ['moved back and then changed', [[x], [y], [x], [z]], ['a1=x', 'a2=y', 'a3=z']],
    ['one of two is brought no more', [[x, b], [b]], ['(a1=x)', 'b1=x']],
  ])('%s', (_case, manifests, expected) => {
    expect(told(after(manifests))).toEqual(expected);
  });

  test('whatever happened, the newest on offer is what the plugin says now, and nothing is there twice', () => {
    const manifest = fc.uniqueArray(
      fc.record({ key: fc.constantFrom('a', 'b'), says: fc.constantFrom('x', 'y', 'z') }),
      { selector: (it) => it.key, maxLength: 2 },
    );
    fc.assert(
      fc.property(fc.array(manifest, { minLength: 1, maxLength: 8 }), (manifests) => {
        const held = after(manifests);
        const offered = held.filter((it) => !it.retired);
        for (const key of ['a', 'b']) {
          const newest = offered.filter((it) => it.key === key).sort((p, q) => q.version - p.version)[0];
          expect(newest?.says).toBe(manifests.at(-1)!.find((it) => it.key === key)?.says);
        }
        expect(new Set(held.map((it) => `${it.key} ${it.says}`)).size).toBe(held.length);
        expect(new Set(held.map((it) => `${it.key} ${String(it.version)}`)).size).toBe(held.length);
        expect(told(after([...manifests, manifests.at(-1)!]))).toEqual(told(held));
      }),
    );
  });
});
