import type { Manifest } from '@espalier/sdk/manifest';
import { schoolDay } from '../../common/instants.js';
import type { Transaction } from '../../database/transaction.js';
import type { PluginInstallationEntity } from '../../plugin-host/plugin-installation.entity.js';
import { keyOf } from '../runs/policy-key.js';
import { currentVersion } from '../runs/run-moment.js';
import { hasDates, type PolicyTriggers, triggersOf } from './policy-triggers.js';
import { TriggerWatchEntity } from './trigger-watch.entity.js';

type Watched = Pick<PluginInstallationEntity, 'ownerId' | 'name' | 'enabled' | 'automatic'>;

/**
 * Watches for what makes the policies of a school's plugin run by themselves: what happens from now on, and dates
 * from tomorrow on. Policies that are watched go on where they were; those that are not to run any more are not
 * watched any more.
 */
export async function watchPolicies(
  tx: Transaction,
  { ownerId, name: plugin, enabled, automatic }: Watched,
  manifest: Pick<Manifest, 'policies'>,
): Promise<void> {
  const wanted = new Map(
    (enabled && automatic ? manifest.policies : []).flatMap((policy): [string, PolicyTriggers][] => {
      const triggers = triggersOf(policy);
      return triggers ? [[keyOf({ plugin, policyId: policy.id }), triggers]] : [];
    }),
  );
  const today = schoolDay(tx.at);
  const before = await tx.lock(TriggerWatchEntity, 'where owner_id = ? and plugin = ?', [ownerId, plugin]);
  for (const { policyKey, checkedOn } of before) {
    const triggers = wanted.get(policyKey);
    const key = [ownerId, policyKey];
    if (!triggers) await tx.write('delete from trigger_watch where owner_id = ? and policy_key = ?', key);
    else {
      const day = hasDates(triggers) ? (checkedOn ?? today) : null;
      await tx.write('update trigger_watch set checked_on = ? where owner_id = ? and policy_key = ?', [
        day,
        ...key,
      ]);
    }
    wanted.delete(policyKey);
  }
  const version = await currentVersion(tx, ownerId);
  const added = [...wanted].map(([policyKey, triggers]): TriggerWatchEntity => {
    return { ownerId, policyKey, plugin, version, checkedOn: hasDates(triggers) ? today : null };
  });
  tx.append(TriggerWatchEntity, ...added);
}

/** Stops watching for all policies of a school's plugin. */
export async function unwatchPolicies(tx: Transaction, ownerId: string, plugin: string): Promise<void> {
  await tx.write('delete from trigger_watch where owner_id = ? and plugin = ?', [ownerId, plugin]);
}
