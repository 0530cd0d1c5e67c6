import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type as Shape } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isIsoDate } from '../dates.js';
import { isId } from '../ids.js';
import { readInstant } from '../instants.js';

/** May be left out; null is refused where `Nullable` does not allow it. */
export const Optional = (): PropertyDecorator => ValidateIf((_body, value) => value !== undefined);

/** May be left out or null. */
export const Nullable = (): PropertyDecorator =>
  ValidateIf((_body, value) => value !== undefined && value !== null);

/**
 * Text of 1 to `most` characters that is not only spaces, without control characters and without halves of
 * surrogate pairs: neither database gives those back as they were sent.
 */
export const Text = (most: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: most }),
    IsString(),
    IsNotEmpty(),
    MaxLength(most),
    Matches(/^(?=.*\S)[^\p{Cc}\p{Cs}]*$/su, {
      message: '$property must not be blank and has no control characters or broken ones',
    }),
  );

/** Text as people write it, in lines: as `Text`, with line breaks and tabs. */
export const Prose = (most: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: most }),
    IsString(),
    IsNotEmpty(),
    MaxLength(most),
    Matches(/^(?=.*\S)(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/su, {
      message: '$property must not be blank and has no control characters but line breaks',
    }),
  );

/** A list of at most `most` texts of 1 to `length` characters, each at most once. */
export const TextList = (length: number, most: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], maxItems: most, uniqueItems: true }),
    IsArray(),
    ArrayMaxSize(most),
    ArrayUnique(),
    IsString({ each: true }),
    IsNotEmpty({ each: true }),
    MaxLength(length, { each: true }),
  );

/**
 * Text that rows are told apart by. It neither begins nor ends with a space: MySQL and MariaDB compare such
 * texts as the same, SQLite does not.
 */
export const KeyText = (most: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: most }),
    IsString(),
    IsNotEmpty(),
    MaxLength(most),
    Matches(/^\S([^\p{Cc}\p{Cs}]*\S)?$/su, {
      message: '$property neither begins nor ends with a space and has no control characters or broken ones',
    }),
  );

/** A calendar date that exists, `YYYY-MM-DD`. */
export const DateText = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'date' }),
    rule(
      'isoDate',
      (value) => typeof value === 'string' && isIsoDate(value),
      'must be a date that exists, YYYY-MM-DD',
    ),
  );

/** An instant, RFC 3339. */
export const InstantText = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'date-time' }),
    rule(
      'instant',
      (value) => readInstant(value) !== null,
      'must be an instant, RFC 3339, such as 2026-01-09T08:00:00Z, in the years 1900 to 2200',
    ),
  );

/**
 * An instant at which something was known, RFC 3339, handed on as it is stored. That of a request is refused where it
 * lies in the future before its query is checked (`src/auth/known-instant.ts`).
 */
export const KnownInstant = (): PropertyDecorator =>
  applyDecorators(
    InstantText(),
    Transform(({ value }) => readInstant(value) ?? (value as unknown)),
  );

/** An id of this API. */
export const IdText = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'uuid' }),
    rule('id', (value) => typeof value === 'string' && isId(value), 'must be an id (UUID)'),
  );

/** One of a code set. */
export const OneOf = (values: readonly (string | number)[]): PropertyDecorator =>
  applyDecorators(
    // In the set's own order: that of a type's members changes from build to build.
    ApiProperty({ enum: [...values] }),
    IsIn([...values], { message: `$property must be one of ${values.join(', ')}` }),
  );

/** A list of members of a code set, each at most once. */
export const SomeOf = (values: readonly string[], least = 0): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ enum: [...values], isArray: true, minItems: least, uniqueItems: true }),
    IsArray(),
    ArrayMinSize(least),
    ArrayUnique(),
    IsIn([...values], { each: true, message: `$property takes ${values.join(', ')}` }),
  );

/** A whole number. */
export const Whole = (min: number, max: number): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'integer', minimum: min, maximum: max }), IsInt(), Min(min), Max(max));

/** A finite number. */
export const Finite = (): PropertyDecorator => IsNumber({ allowNaN: false, allowInfinity: false });

/** A nested object of a class. */
export const Nested = (shape: () => new () => object): PropertyDecorator =>
  applyDecorators(rule('object', isObject, 'must be an object'), ValidateNested(), Shape(shape));

/** A list of at most `most` objects of a class. */
export const NestedList = (shape: () => new () => object, most: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ maxItems: most }),
    ValidateNested({ each: true }),
    Shape(shape),
    rule('objects', (value) => Array.isArray(value) && value.every(isObject), 'must be a list of objects'),
    ArrayMaxSize(most),
  );

/** A whole number of a query parameter. */
export const QueryWhole = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) =>
      typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : (value as unknown),
    ),
    Whole(min, max),
  );

/** `true` or `false` of a query parameter. */
export const QueryFlag = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))),
    IsBoolean(),
  );

function rule(name: string, holds: (value: unknown) => boolean, words: string): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      validator: { validate: holds, defaultMessage: () => `$property ${words}` },
    });
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
