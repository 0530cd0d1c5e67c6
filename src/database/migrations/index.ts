import { Ground1700000000001 } from './0001-ground.js';
import { Facts1700000000002 } from './0002-facts.js';
import { Provisions1700000000003 } from './0003-provisions.js';
import { Imports1700000000004 } from './0004-imports.js';
import { Plugins1700000000005 } from './0005-plugins.js';
import { Evaluation1700000000006 } from './0006-evaluation.js';
import { PeopleAndGroups1700000000007 } from './0007-people-and-groups.js';
import { Known1700000000008 } from './0008-known.js';
import { Assessment1700000000009 } from './0009-assessment.js';
import { ProvisionCosts1700000000010 } from './0010-provision-costs.js';
import { Plans1700000000011 } from './0011-plans.js';
import { Insights1700000000012 } from './0012-insights.js';
import { Access1700000000013 } from './0013-access.js';
import { Records1700000000028 } from './0028-records.js';
import { Retention1700000000029 } from './0029-retention.js';
import { Contributions1700000000030 } from './0030-contributions.js';
import { SensitiveRecommendations1700000000031 } from './0031-sensitive-recommendations.js';
import { TargetProposals1700000000032 } from './0032-target-proposals.js';
import { Differentiation1700000000034 } from './0034-differentiation.js';
import { Allocations1700000000035 } from './0035-allocations.js';
import { PublisherKeys1700000000036 } from './0036-publisher-keys.js';
import { Triggers1700000000037 } from './0037-triggers.js';
import { PluginLog1700000000038 } from './0038-plugin-log.js';

/** All migrations, in order. Append only: one that has shipped is never edited. */
export const MIGRATIONS = [
  Ground1700000000001,
  Facts1700000000002,
  Provisions1700000000003,
  Imports1700000000004,
  Plugins1700000000005,
  Evaluation1700000000006,
  PeopleAndGroups1700000000007,
  Known1700000000008,
  Assessment1700000000009,
  ProvisionCosts1700000000010,
  Plans1700000000011,
  Insights1700000000012,
  Access1700000000013,
  Records1700000000028,
  Retention1700000000029,
  Contributions1700000000030,
  SensitiveRecommendations1700000000031,
  TargetProposals1700000000032,
  Differentiation1700000000034,
  Allocations1700000000035,
  PublisherKeys1700000000036,
  Triggers1700000000037,
  PluginLog1700000000038,
] as const;
