import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Cursors } from '../common/paging/cursor.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AuditController } from './audit/audit.controller.js';
import { SensitiveReads } from './audit/audit.js';
import { AuthGuard } from './auth.guard.js';
import { ClientsController } from './clients/clients.controller.js';
import { ClientsService } from './clients/clients.service.js';
import { IdempotencyService } from './idempotency/idempotency.service.js';
import { Lists } from './lists/lists.js';
import { RateLimits } from './rate-limits.js';
import { RepresentationInterceptor } from './routes/representation.interceptor.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffService } from './staff/staff.service.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { SignInController } from './tokens/sign-in.controller.js';
import { SignInService } from './tokens/sign-in.service.js';
import { IdTokens } from './tokens/id-tokens.js';
import { Revocations } from './tokens/revocations.js';
import { loadSigningKey, SigningKey } from './tokens/signing-key.js';

/** Who calls, what they may do, and what every answer has in common. */
@Global()
@Module({
  controllers: [SignInController, ClientsController, StaffController, AuditController],
  providers: [
    { provide: SigningKey, useFactory: loadSigningKey, inject: [Database, UnitOfWork] },
    { provide: Cursors, useFactory: (key: SigningKey) => new Cursors(key.bytes), inject: [SigningKey] },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_INTERCEPTOR, useClass: RepresentationInterceptor },
    AccessTokens,
    ClientsService,
    IdempotencyService,
    IdTokens,
    Lists,
    RateLimits,
    Revocations,
    SensitiveReads,
    SignInService,
    StaffService,
  ],
  exports: [AccessTokens, ClientsService, Cursors, IdempotencyService, Lists, SensitiveReads, StaffService],
})
export class AuthModule {}
