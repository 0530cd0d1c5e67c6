import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DomainError, invalid } from '../errors/domain-error.js';
import { strangeMembers, faultsOf } from './faults.js';

/** Checks bodies and queries against their classes; members that are not described are refused. */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype || metatype === Object) return value;
    return type === 'body' ? checkBody(metatype, value) : checkQuery(metatype, value);
  }
}

/** A body, or an item of one, as an instance of its class. Throws `validation-failed`. */
export function checkBody<T extends object>(shape: Type<T>, value: unknown, pointer = ''): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid({ pointer, code: 'wrong-type', detail: 'A JSON object is wanted here.' });
  }
  return checked(shape, value, `${pointer}/`);
}

/** Queries that may be empty, as most reads of one resource are: the answer to that never changes. */
const MAY_BE_EMPTY = new WeakSet<Type>();

function checkQuery<T extends object>(shape: Type<T>, value: unknown): T {
  const empty = isEmpty(value as object);
  if (empty && MAY_BE_EMPTY.has(shape)) return new shape();
  const repeated = Object.entries(value as object).find(([, it]) => typeof it !== 'string');
  if (repeated) {
    throw invalid({
      pointer: `?${repeated[0]}`,
      code: 'repeated',
      detail: 'Give each query parameter once.',
    });
  }
  const query = checked(shape, value as object, '?');
  if (empty) MAY_BE_EMPTY.add(shape);
  return query;
}

function isEmpty(value: object): boolean {
  for (const _member in value) return false;
  return true;
}

function checked<T extends object>(shape: Type<T>, value: object, root: string): T {
  const strange = strangeMembers(value, root);
  if (strange.length > 0) throw invalid(...strange);
  const instance = plainToInstance(shape, value);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
  });
  const faults = faultsOf(errors, root);
  if (faults.length > 0) {
    const detail = faults.length === 1 ? faults[0]!.detail : `${faults.length} members are not as described.`;
    throw new DomainError('validation-failed', detail, faults);
  }
  return instance;
}
