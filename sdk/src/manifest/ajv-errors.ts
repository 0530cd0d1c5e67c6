import type { ErrorObject } from 'ajv';
import type { ManifestError } from './manifest-error.js';

const codes: Readonly<Record<string, string>> = {
  required: 'required',
  additionalProperties: 'unknown-member',
  type: 'wrong-type',
  enum: 'not-allowed',
  const: 'not-allowed',
  uniqueItems: 'duplicate',
  anyOf: 'required',
};

/** Keywords whose errors say no more than those of what is below them. */
const summaries: ReadonlySet<string> = new Set(['propertyNames', 'if']);

/** Turns ajv's errors into an author's: the member that is meant, a stable code, a sentence. */
export function toManifestErrors(errors: readonly ErrorObject[], base = ''): ManifestError[] {
  return errors
    .filter(({ keyword, schemaPath }) => !summaries.has(keyword) && !schemaPath.includes('/anyOf/'))
    .map((error) => ({
      pointer: base + pointerOf(error),
      code: codes[error.keyword] ?? 'invalid',
      detail: detailOf(error),
    }));
}

function pointerOf({ instancePath, keyword, params, propertyName }: ErrorObject): string {
  const member: unknown =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : propertyName;
  if (typeof member !== 'string') return instancePath;
  return `${instancePath}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function detailOf({ keyword, params, parentSchema, message }: ErrorObject): string {
  const description: unknown = parentSchema?.['description'];
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties':
      return 'is not a member that is known here';
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'anyOf':
      return `must hold at least ${String(description)}`;
    case 'pattern':
    case 'maxItems':
      if (typeof description === 'string') return `must be ${description}`;
  }
  return message ?? 'is not valid';
}
