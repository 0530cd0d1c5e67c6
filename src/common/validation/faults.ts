import type { ValidationError } from 'class-validator';
import type { Fault } from '../errors/domain-error.js';

/** The faults of class-validator's tree, each at its place. `root` is `/` for bodies and `?` for queries. */
export function faultsOf(errors: readonly ValidationError[], root: string): Fault[] {
  return errors.flatMap((error) => {
    const pointer = root + escaped(error.property);
    const missing = error.value === undefined && !error.constraints?.['whitelistValidation'];
    if (missing && !error.children?.length) {
      return [{ pointer, code: 'missing', detail: `${error.property} is missing.` }];
    }
    const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({
      pointer,
      code: CODES[rule] ?? kebab(rule),
      detail:
        rule === 'whitelistValidation' ? `There is no member "${error.property}" here.` : sentence(detail),
    }));
    return [...own, ...faultsOf(error.children ?? [], `${pointer}/`)];
  });
}

/** Members of every object by birth: left out, or taken for described ones, without a word. */
const STRANGE = Object.getOwnPropertyNames(Object.prototype);

/** The faults of members that would be left out before they are checked. */
export function strangeMembers(value: object, root: string): Fault[] {
  const own = STRANGE.filter((it) => Object.hasOwn(value, it)).map((it) => ({
    pointer: root + it,
    code: 'unknown-member',
    detail: `There is no member "${it}" here.`,
  }));
  const inner = Object.entries(value).flatMap(([name, it]: [string, unknown]) =>
    typeof it === 'object' && it !== null ? strangeMembers(it, `${root}${escaped(name)}/`) : [],
  );
  return [...own, ...inner];
}

const CODES: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-member',
  isString: 'wrong-type',
  isNumber: 'wrong-type',
  isInt: 'wrong-type',
  isBoolean: 'wrong-type',
  isArray: 'wrong-type',
  object: 'wrong-type',
  objects: 'wrong-type',
  isNotEmpty: 'missing',
  isDefined: 'missing',
  isIn: 'not-in-set',
  maxLength: 'too-long',
  min: 'too-small',
  max: 'too-large',
};

function kebab(rule: string): string {
  return rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function sentence(detail: string): string {
  return detail.endsWith('.') ? detail : `${detail}.`;
}

function escaped(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}
