import { applyDecorators } from '@nestjs/common';
import { Transform, Type as Shape } from 'class-transformer';
import {
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

/** May be left out; null is refused where `Nullable` does not allow it. */
export const Optional = (): PropertyDecorator => ValidateIf((_body, value) => value !== undefined);

/** May be left out or null. */
export const Nullable = (): PropertyDecorator =>
  ValidateIf((_body, value) => value !== undefined && value !== null);

/** Text of 1 to `most` characters that is not only spaces, without control characters. */
export const Text = (most: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    IsNotEmpty(),
    MaxLength(most),
    Matches(/^(?=.*\S)[^\p{Cc}]*$/su, {
      message: '$property must not be blank and has no control characters',
    }),
  ) as PropertyDecorator;

/** A calendar date that exists, `YYYY-MM-DD`. */
export const DateText = (): PropertyDecorator =>
  rule(
    'isoDate',
    (value) => typeof value === 'string' && isIsoDate(value),
    'must be a date that exists, YYYY-MM-DD',
  );

/** An instant, RFC 3339. */
export const InstantText = (): PropertyDecorator =>
  rule(
    'instant',
    (value) =>
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value)),
    'must be an instant, RFC 3339',
  );

/** An id of this API. */
export const IdText = (): PropertyDecorator =>
  rule('id', (value) => typeof value === 'string' && isId(value), 'must be an id (UUID)');

/** One of a code set. */
export const OneOf = (values: readonly (string | number)[]): PropertyDecorator =>
  IsIn([...values], { message: `$property must be one of ${values.join(', ')}` });

/** A whole number. */
export const Whole = (min: number, max: number): PropertyDecorator =>
  applyDecorators(IsInt(), Min(min), Max(max)) as PropertyDecorator;

/** A finite number. */
export const Finite = (): PropertyDecorator => IsNumber({ allowNaN: false, allowInfinity: false });

/** A nested object of a class. */
export const Nested = (shape: () => new () => object): PropertyDecorator =>
  applyDecorators(
    rule(
      'object',
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'must be an object',
    ),
    ValidateNested(),
    Shape(shape),
  ) as PropertyDecorator;

/** A whole number of a query parameter. */
export const QueryWhole = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) =>
      typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : (value as unknown),
    ),
    Whole(min, max),
  ) as PropertyDecorator;

/** `true` or `false` of a query parameter. */
export const QueryFlag = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))),
    IsBoolean(),
  ) as PropertyDecorator;

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
