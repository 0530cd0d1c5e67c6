import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute } from '../auth/routes/route.decorators.js';
import { ERRORS, type ErrorCode } from '../common/errors/catalogue.js';
import { notFound } from '../common/errors/domain-error.js';
import { problemType } from '../common/errors/problem.js';

/** What the `type` of a problem document points to. */
@ApiExcludeController()
@Controller('errors')
export class ErrorsController {
  @Get()
  @PublicRoute()
  list() {
    return { data: (Object.keys(ERRORS) as ErrorCode[]).map(entry) };
  }

  @Get(':code')
  @PublicRoute()
  find(@Param('code') code: string) {
    if (!Object.hasOwn(ERRORS, code)) throw notFound();
    return entry(code as ErrorCode);
  }
}

function entry(code: ErrorCode) {
  return { type: problemType(code), code, ...ERRORS[code] };
}
