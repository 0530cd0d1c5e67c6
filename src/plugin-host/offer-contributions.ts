import { contributedKey, type Manifest } from '@espalier/sdk/manifest';
import { offerFrameworks } from '../assessments/offer-frameworks.js';
import type { Transaction } from '../database/transaction.js';
import { offerProvisionTypes } from '../provisions/offer-provision-types.js';
import type { PluginInstallationEntity } from './plugin-installation.entity.js';

type Installed = Pick<PluginInstallationEntity, 'ownerId' | 'name' | 'version'>;

/** What a version brings to schools beside its policies, under the keys that it has there. */
export function contributionsOf({ name, assessmentFrameworks, provisionTypes }: Manifest) {
  const brought = <T extends { readonly id: string }>({ id, ...described }: T) => ({
    key: contributedKey(name, id),
    described,
  });
  return {
    assessmentFrameworks: assessmentFrameworks.map(brought),
    provisionTypes: provisionTypes.map(brought),
  };
}

/** Makes a school's catalogues those of the version that it has enabled. The school is held. */
export async function offerContributions(
  tx: Transaction,
  installed: Installed,
  manifest: Manifest,
): Promise<void> {
  const { assessmentFrameworks, provisionTypes } = contributionsOf(manifest);
  await offerFrameworks(tx, bringer(installed), assessmentFrameworks);
  await offerProvisionTypes(tx, bringer(installed), provisionTypes);
}

/** Nothing that the plugin brought to the school is offered any more. The school is held. */
export async function retireContributions(tx: Transaction, installed: Installed): Promise<void> {
  await offerFrameworks(tx, bringer(installed), []);
  await offerProvisionTypes(tx, bringer(installed), []);
}

function bringer({ ownerId, name: plugin, version }: Installed) {
  return { ownerId, plugin, version };
}
