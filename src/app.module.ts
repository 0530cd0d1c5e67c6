import { type DynamicModule, Module } from '@nestjs/common';
import { AssessmentsModule } from './assessments/assessments.module.js';
import { AuthModule } from './auth/auth.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import type { Database } from './database/database.js';
import { DatabaseModule } from './database/database.module.js';
import { EvaluationModule } from './evaluation/evaluation.module.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { InsightsModule } from './insights/insights.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { PluginHostModule } from './plugin-host/plugin-host.module.js';
import { InterventionsModule } from './interventions/interventions.module.js';
import { PlansModule } from './plans/plans.module.js';
import { ProvisionsModule } from './provisions/provisions.module.js';
import { GroupsModule } from './pupils/groups/groups.module.js';
import { PupilRecordsModule } from './pupil-records/pupil-records.module.js';
import { PupilsModule } from './pupils/pupils.module.js';
import { ReferralsModule } from './referrals/referrals.module.js';
import { SchoolsModule } from './schools/schools.module.js';
import { TargetsModule } from './targets/targets.module.js';

/** The API, domain by domain. */
@Module({})
export class AppModule {
  static of(config: Config, database: Database): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        DatabaseModule.of(database),
        AuthModule,
        OperationsModule,
        SchoolsModule,
        PupilsModule,
        GroupsModule,
        AssessmentsModule,
        TargetsModule,
        PluginHostModule,
        ProvisionsModule,
        InterventionsModule,
        PlansModule,
        ReferralsModule,
        EvaluationModule,
        InsightsModule,
        PupilRecordsModule,
        ExchangeModule,
      ],
    };
  }
}
