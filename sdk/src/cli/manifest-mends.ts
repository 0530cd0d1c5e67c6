import type { ManifestError } from '../manifest/manifest-error.js';
import { manifestSchema } from '../manifest/manifest.schema.js';
import { placeOf } from './json-place.js';
import { suggestion } from './suggestion.js';

/** One line for each error of a manifest: where it is, what is wrong, and what to do about it. */
export function inLines(errors: readonly ManifestError[], file: string, text: string): string[] {
  return errors.map((error) => {
    const { pointer, detail } = error;
    return `${file}:${placeOf(text, pointer)} ${pointer || '/'} ${detail}${mendOf(error)}`;
  });
}

/* Where the detail says what must be there, that is the mend. */
function mendOf({ pointer, code }: ManifestError): string {
  const member = pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  switch (code) {
    case 'required':
      return `: add "${member}"`;
    case 'unknown-member':
      return suggestion(member, membersOf(pointer.slice(0, pointer.lastIndexOf('/')))) || ': remove it';
    case 'duplicate':
      return ': rename or remove one of them';
    default:
      return '';
  }
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The members that the manifest's schema knows of the object at a pointer. */
function membersOf(pointer: string): string[] {
  let schema: Schema | undefined = manifestSchema as Schema;
  for (const step of pointer.split('/').slice(1)) schema = schema?.properties?.[step] ?? schema?.items;
  return Object.keys(schema?.properties ?? {});
}
