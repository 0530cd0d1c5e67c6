import type { TestServer } from './server.js';

/** What a parameter of an operation says of itself. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: {
    readonly type?: unknown;
    readonly enum?: readonly string[];
    readonly example?: unknown;
    readonly examples?: readonly unknown[];
  };
}

/** A media type of a body or an answer. */
export interface Media {
  readonly schema?: Record<string, unknown>;
  readonly example?: unknown;
}

/** An operation as the document describes it. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { description?: string; headers?: object; content?: Record<string, Media> }>
  >;
  readonly 'x-errors'?: readonly string[];
}

/** The OpenAPI document that a server gives out. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Record<string, unknown>>>;
    readonly securitySchemes: {
      readonly client: { flows: { clientCredentials: { scopes: Record<string, string> } } };
    };
  };
}

/** An operation with its method and path, as tests walk over them. */
export interface Operation extends DescribedOperation {
  readonly method: string;
  readonly path: string;
  /** Names of the path's parameters, in order. */
  readonly pathNames: readonly string[];
  readonly queryNames: readonly string[];
  /** The scope that the operation needs; null for one that needs no token. */
  readonly scope: string | null;
}

/** Takes the document from a server. */
export async function readDocument(server: Pick<TestServer, 'url'>): Promise<OpenApiDocument> {
  const response = await fetch(`${server.url}/api/v1/openapi.json`);
  return (await response.json()) as OpenApiDocument;
}

/** Every operation of the document. */
export function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Operation => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      pathNames: [...path.matchAll(/\{(\w+)\}/g)].map((it) => it[1]!),
      queryNames: (operation.parameters ?? []).filter((it) => it.in === 'query').map((it) => it.name),
      scope: operation.security?.[0]?.['client']?.[0] ?? null,
    })),
  );
}

/** Every scope there is. */
export function scopesOf(document: OpenApiDocument): string[] {
  return Object.keys(document.components.securitySchemes.client.flows.clientCredentials.scopes);
}

/** The path with each parameter replaced. */
export async function fillPath(
  { path, pathNames }: Operation,
  valueOf: (name: string) => Promise<string>,
): Promise<string> {
  let filled = path;
  for (const name of pathNames) filled = filled.replace(`{${name}}`, encodeURIComponent(await valueOf(name)));
  return filled;
}
