import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from './config.js';
import { APP_CONFIG } from './config.token.js';

/** The environment as read at start-up, for every domain. */
@Global()
@Module({})
export class ConfigModule {
  static of(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: APP_CONFIG, useValue: config }],
      exports: [APP_CONFIG],
    };
  }
}
