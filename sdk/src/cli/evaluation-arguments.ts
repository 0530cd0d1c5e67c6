import { readFile } from 'node:fs/promises';
import { isCalendarDate } from '../calendar-date.js';
import type { Manifest, PolicyContribution } from '../manifest/manifest.js';
import { checkSettings, settingsDefaults } from '../manifest/settings.js';
import { bundlePlugin } from './bundle-plugin.js';
import { CliError } from './command.js';
import { requireApi, requireSize } from './host-demands.js';
import { describe, type PluginFolder } from './plugin-folder.js';
import { suggestion } from './suggestion.js';

/** The bundle as a host of this API version takes it. */
export async function hostableBundle(plugin: PluginFolder): Promise<string> {
  requireApi(plugin.manifest);
  const bundle = await bundlePlugin(plugin);
  requireSize(bundle);
  return bundle;
}

/** The policy of this id, or the plugin's only one. */
export function choosePolicy({ policies }: Manifest, id: string | undefined): PolicyContribution {
  const ids = policies.map((policy) => policy.id);
  if (policies.length === 0) throw new CliError('the plugin has no policies, so there is nothing to run');
  if (id === undefined) {
    if (policies.length === 1) return policies[0]!;
    throw new CliError(`--policy is needed: the plugin has ${ids.join(', ')}`, 2);
  }
  const found = policies.find((policy) => policy.id === id);
  if (!found) throw new CliError(`there is no policy "${id}"${suggestion(id, ids)}`, 2);
  return found;
}

/** The days of a run. @throws CliError 2 where one does not exist, or they are the wrong way about. */
export function readDays(asOf: string | undefined, nextAssessmentPoint: string | undefined) {
  const day = asOf ?? Temporal.Now.plainDateISO().toString();
  for (const [option, text] of [
    ['--as-of', day],
    ['--next-assessment-point', nextAssessmentPoint],
  ] as const) {
    if (text !== undefined && !isCalendarDate(text)) {
      throw new CliError(`${option} must be a date that exists, YYYY-MM-DD, not "${text}"`, 2);
    }
  }
  if (nextAssessmentPoint !== undefined && nextAssessmentPoint <= day) {
    throw new CliError('--next-assessment-point must be after --as-of', 2);
  }
  return { asOf: day, nextAssessmentPoint: nextAssessmentPoint ?? null };
}

/** A file's settings over the defaults of the manifest, checked as a host checks them. @throws CliError 2 */
export async function readSettings(
  file: string | undefined,
  manifest: Manifest,
): Promise<Record<string, unknown>> {
  if (file === undefined) return settingsDefaults(manifest);
  let settings: unknown;
  try {
    settings = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`, 2);
  }
  const errors = checkSettings(manifest, settings);
  if (errors.length > 0) throw new CliError(describe(errors, file), 2);
  return { ...settingsDefaults(manifest), ...(settings as Record<string, unknown>) };
}
