import { isSensitive } from '../manifest/inputs.js';

/** What is shown of a plugin before it is granted anything: a manifest, or what a server says of it. */
export interface ReadablePlugin {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  readonly policies: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly inputs: readonly string[];
    readonly triggers: readonly string[];
  }[];
}

/** Lines for the person who is about to let it in. */
export function whatItReads({ name, version, publisher, policies }: ReadablePlugin): string[] {
  return [
    `${name} ${version} by ${publisher}`,
    ...(policies.length === 0 ? ['  has no policies, and reads nothing'] : []),
    ...policies.flatMap(({ id, kind, title, inputs, triggers }) => [
      `  ${id} (${kind}): ${title}`,
      `    reads  ${inputs.map((input) => (isSensitive(input) ? `${input} (sensitive)` : input)).join(', ')}`,
      `    runs   ${triggers.length === 0 ? 'when somebody asks' : triggers.join(', ')}`,
    ]),
  ];
}

/** Every input of its policies, once. */
export function inputsOf({ policies }: Pick<ReadablePlugin, 'policies'>): string[] {
  return [...new Set(policies.flatMap(({ inputs }) => inputs))].sort();
}
