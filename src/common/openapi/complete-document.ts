import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleOf, type Schema } from './example-of.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  description?: string;
  required?: boolean;
  schema?: Record<string, unknown>;
}

/** The extension that names the schema of the JSON which a route takes in the place of a form; left out at the end. */
export const JSON_INSTEAD = 'x-json-instead';

interface Operation {
  [JSON_INSTEAD]?: string | undefined;
  readonly parameters?: Parameter[];
  responses?: Record<string, { description?: string }>;
  readonly requestBody?: { content: Record<string, { schema?: Schema; example?: unknown }> };
}

/** Members that count or number something, in whatever view they stand. */
const WHOLE_MEMBERS = new Set(['version', 'status', 'index', 'total']);

/**
 * Says in one place what holds for the whole document: bodies take no other members, versions and counts are
 * whole numbers, every path parameter is described, every body has an example, no filter is filled in before a
 * person does it, and no response is only guessed.
 */
export function completeDocument(document: OpenAPIObject): void {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const members = schema as Record<string, unknown> & {
      properties?: Record<string, { type?: unknown; enum?: unknown[] }>;
    };
    if (name.endsWith('Dto')) members['additionalProperties'] = false;
    for (const [member, it] of Object.entries(members.properties ?? {})) {
      if (WHOLE_MEMBERS.has(member) && it.type === 'number') it.type = 'integer';
      if (name.endsWith('View') || it.enum?.some(isNumber)) sortUnion(it.enum);
    }
  }
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, Operation>)) complete(document, operation);
  }
}

function complete(document: OpenAPIObject, operation: Operation): void {
  const { parameters, requestBody, responses = {} } = operation;
  // The compiler plugin adds a success of its own guess beside the one that the route declares.
  operation.responses = Object.fromEntries(Object.entries(responses).filter(([, it]) => it.description));
  for (const parameter of parameters ?? []) {
    const { schema = {} } = parameter;
    if (parameter.in === 'path') {
      parameter.description ??= describe(parameter.name);
      if (parameter.name.endsWith('Id')) parameter.schema = { ...schema, format: 'uuid' };
    }
    if (Array.isArray(schema['enum']) && schema['enum'].some(isNumber)) sortUnion(schema['enum']);
    if (parameter.in === 'query' && schema['default'] !== undefined) parameter.required = false;
    if (parameter.in === 'query' && !parameter.required) parameter.schema = withoutPrefill(schema);
  }
  const { [JSON_INSTEAD]: instead } = operation;
  if (requestBody && instead !== undefined) {
    requestBody.content['application/json'] = { schema: { $ref: instead } };
    operation[JSON_INSTEAD] = undefined;
  }
  for (const media of Object.values(requestBody?.content ?? {})) {
    if (!media.schema || media.example !== undefined) continue;
    const example = exampleOf(document, media.schema);
    if (example !== undefined) media.example = example;
  }
}

/** Swagger UI sends the one `example` of a filter that nobody filled in; what stands in `examples` it only shows. */
function withoutPrefill({ example, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return example === undefined ? schema : { ...schema, examples: [example] };
}

/** `clientRowId` → “The id of the client.” */
function describe(name: string): string {
  const words = name.replace(/(Row)?Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return name.endsWith('Id') ? `The id of the ${words}.` : `The ${words}.`;
}

/** The compiler hands out the members of a union in another order from build to build. Null comes last. */
function sortUnion(members: unknown[] | undefined): void {
  members?.sort((a, b) => Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1));
}

function isNumber(member: unknown): boolean {
  return typeof member === 'number';
}
