import type { OpenAPIObject } from '@nestjs/swagger';

/** A schema as far as examples are made of it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '01900000-0000-7000-8000-000000000001',
  date: '2026-07-10',
  'date-time': '2026-07-10T09:00:00Z',
  email: 'senco@demo.school',
};

/**
 * An example of a schema: of an object its required members, and those others that say an example of their own.
 * Undefined where a required member has none and none can be told from its type.
 */
export function exampleOf(document: Pick<OpenAPIObject, 'components'>, schema: Schema): unknown {
  const it = resolved(document, schema);
  if (it.example !== undefined) return it.example;
  if (it.enum) return it.enum[0];
  if (it.properties) return objectExample(document, it);
  if (it.items) {
    const item = exampleOf(document, it.items);
    return item === undefined ? undefined : [item];
  }
  const type = Array.isArray(it.type) ? (it.type as string[])[0] : it.type;
  if (type === 'string') return it.format === undefined ? undefined : BY_FORMAT[it.format];
  if (type === 'integer' || type === 'number') return it.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'object') return {};
  return it.default;
}

function objectExample(document: Pick<OpenAPIObject, 'components'>, schema: Schema): unknown {
  const required = new Set(schema.required ?? []);
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const it = resolved(document, member);
    if (!required.has(name) && (it.example ?? null) === null && !it.properties) continue;
    const example = exampleOf(document, member);
    if (example !== undefined) members.push([name, example]);
    else if (required.has(name)) return undefined;
  }
  return Object.fromEntries(members);
}

/** The schema that references and single choices lead to; of a choice with null the other one. */
function resolved(document: Pick<OpenAPIObject, 'components'>, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return resolved(document, document.components?.schemas?.[name] ?? {});
  }
  if (schema.example !== undefined) return schema;
  const choice = schema.allOf?.[0] ?? (schema.anyOf ?? schema.oneOf)?.find((it) => it.type !== 'null');
  return choice ? resolved(document, choice) : schema;
}
