import { Get, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type Returning, route, type RouteOptions } from './route.decorators.js';
import type { FileParams } from './route-facts.js';

/** `GET` of a calculated table: JSON with its rows in `data`, or CSV. `about` describes the members beside the rows. */
export const TableRoute = (
  path: string,
  options: Returning & {
    readonly about: Type;
    /** Query parameters that choose rows, for the name of the CSV file: between the last part of the path and the date. */
    readonly chosen?: (query: FileParams) => readonly (string | undefined)[];
  },
): MethodDecorator => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return route(Get(path), options, {
    facts: {
      csv: true,
      fileName: (params) => [name, ...(options.chosen?.(params) ?? [])],
      view: options.returns,
    },
    errors: ['validation-failed'],
    decorators: [
      ApiExtraModels(options.about, options.returns),
      ApiResponse({
        status: 200,
        description: 'The table. CSV has the members of a row as columns, in their order.',
        headers: disposition('With CSV: the', `${name}-2026-04-10`),
        content: {
          'application/json': {
            schema: {
              allOf: [
                { $ref: getSchemaPath(options.about) },
                {
                  type: 'object',
                  required: ['data'],
                  properties: { data: { type: 'array', items: { $ref: getSchemaPath(options.returns) } } },
                },
              ],
            },
          },
          'text/csv': { schema: { type: 'string' } },
        },
      }),
    ],
  });
};

/** `GET` of a file that is CSV and nothing else. */
export const CsvRoute = (
  path: string,
  options: RouteOptions & {
    readonly fileName: (params: FileParams) => readonly (string | undefined)[];
    /** A name that it could have, for OpenAPI. */
    readonly example: string;
  },
): MethodDecorator =>
  route(Get(path), options, {
    facts: { fileName: options.fileName },
    errors: ['not-found', 'validation-failed'],
    decorators: [
      ApiResponse({
        status: 200,
        description: 'The file.',
        headers: disposition('The', options.example),
        content: { 'text/csv': { schema: { type: 'string' } } },
      }),
    ],
  });

function disposition(whose: string, name: string) {
  return {
    'Content-Disposition': {
      description: `${whose} name to save the file under.`,
      schema: { type: 'string' as const, example: `attachment; filename="${name}.csv"` },
    },
  };
}
