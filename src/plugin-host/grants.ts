import { isSensitive, type Manifest } from '@espalier/sdk/manifest';
import type { Fault } from '../common/errors/domain-error.js';

/** Every input that the policies of a plugin declare, once, in alphabetical order. */
export function declaredInputs({ policies }: Pick<Manifest, 'policies'>): string[] {
  return [...new Set(policies.flatMap((it) => it.inputs))].sort();
}

/** Those of some inputs that a school must weigh one by one. */
export function sensitiveOf(inputs: readonly string[]): string[] {
  return inputs.filter(isSensitive);
}

/** What a plugin declares and a school has not granted. A grant counts for exactly the input that it names. */
export function missingGrants(manifest: Pick<Manifest, 'policies'>, grants: readonly string[]): string[] {
  return declaredInputs(manifest).filter((it) => !grants.includes(it));
}

/** A fault for each grant that names no input of the plugin: nobody grants more than was asked for. */
export function undeclaredGrants(manifest: Pick<Manifest, 'policies'>, grants: readonly string[]): Fault[] {
  const declared = declaredInputs(manifest);
  return grants.flatMap((it, i) =>
    declared.includes(it)
      ? []
      : [
          {
            pointer: `/grants/${i}`,
            code: 'undeclared-input',
            detail: `The plugin does not ask for "${it}".`,
          },
        ],
  );
}
