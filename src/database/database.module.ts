import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DatabaseLifetime } from './database-lifetime.js';
import { Database } from './database.js';
import { UnitOfWork } from './unit-of-work.js';

/** The open database, for every domain. */
@Global()
@Module({})
export class DatabaseModule {
  static of(database: Database): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: Database, useValue: database },
        DatabaseLifetime,
        { provide: UnitOfWork, useValue: new UnitOfWork(database) },
      ],
      exports: [Database, UnitOfWork],
    };
  }
}
