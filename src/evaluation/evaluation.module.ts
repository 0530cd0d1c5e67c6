import { Module } from '@nestjs/common';
import { PluginHostModule } from '../plugin-host/plugin-host.module.js';
import { PupilsModule } from '../pupils/pupils.module.js';
import { AllocationConfirmationsService } from './allocation/allocation-confirmations.service.js';
import { AllocationRowsService } from './allocation/allocation-rows.service.js';
import { AllocationsController } from './allocation/allocations.controller.js';
import { AllocationsService } from './allocation/allocations.service.js';
import { Allocator } from './allocation/allocator.js';
import { WithdrawnAllocations } from './allocation/withdrawn-allocations.js';
import { DifferentiationDecisionsService } from './differentiation/differentiation-decisions.service.js';
import { DifferentiationRoundsController } from './differentiation/differentiation-rounds.controller.js';
import { DifferentiationRoundsService } from './differentiation/differentiation-rounds.service.js';
import { DifferentiationsController } from './differentiation/differentiations.controller.js';
import { DifferentiationsService } from './differentiation/differentiations.service.js';
import { Differentiator } from './differentiation/differentiator.js';
import { SuggestedGroupsController } from './differentiation/suggested-groups.controller.js';
import { SuggestedGroupsService } from './differentiation/suggested-groups.service.js';
import { WithdrawnDifferentiations } from './differentiation/withdrawn-differentiations.js';
import { DecisionsService } from './recommendations/decisions.service.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { WithdrawnPlugins } from './recommendations/withdrawn-plugins.js';
import { BatchClaims } from './runs/batch-claims.js';
import { BatchEvaluator } from './runs/batch-evaluator.js';
import { BatchWriter } from './runs/batch-writer.js';
import { EvaluationRunner } from './runs/evaluation-runner.js';
import { EvaluationsController } from './runs/evaluations.controller.js';
import { EvaluationsService } from './runs/evaluations.service.js';
import { ProgressEvents } from './runs/progress-events.js';
import { RunEnds } from './runs/run-ends.js';
import { TargetProposalsController } from './target-proposals/target-proposals.controller.js';
import { TargetProposalsService } from './target-proposals/target-proposals.service.js';
import { TargetProposer } from './target-proposals/target-proposer.js';
import { WithdrawnProposals } from './target-proposals/withdrawn-proposals.js';
import { TriggerRunner } from './triggers/trigger-runner.js';
import { TriggeredRuns } from './triggers/triggered-runs.js';
import { WatchedPlugins } from './triggers/watched-plugins.js';

/** Runs of policies, recommendations and decisions. */
@Module({
  imports: [PluginHostModule, PupilsModule],
  controllers: [
    AllocationsController,
    EvaluationsController,
    RecommendationsController,
    TargetProposalsController,
    DifferentiationRoundsController,
    DifferentiationsController,
    SuggestedGroupsController,
  ],
  providers: [
    AllocationConfirmationsService,
    AllocationRowsService,
    AllocationsService,
    Allocator,
    BatchClaims,
    BatchEvaluator,
    BatchWriter,
    DecisionsService,
    DifferentiationDecisionsService,
    DifferentiationRoundsService,
    DifferentiationsService,
    Differentiator,
    EvaluationRunner,
    EvaluationsService,
    ProgressEvents,
    RecommendationsService,
    RunEnds,
    SuggestedGroupsService,
    TargetProposalsService,
    TargetProposer,
    WithdrawnDifferentiations,
    WithdrawnAllocations,
    TriggeredRuns,
    TriggerRunner,
    WatchedPlugins,
    WithdrawnPlugins,
    WithdrawnProposals,
  ],
  exports: [EvaluationsService],
})
export class EvaluationModule {}
