// Writes `sdk/sdk.api.md` and `sdk/testing.api.md`, the surface of the SDK that is reviewed like code; with `--check`
// it says instead whether they are as the built SDK has it.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run-node.mjs';

const SDK = join(root, 'sdk');
const REPORTS = { sdk: 'dist/index.d.ts', testing: 'dist/testing/index.d.ts' };

const check = process.argv.includes('--check');
const scratch = mkdtempSync(join(tmpdir(), 'espalier-api-'));
try {
  for (const [name, entry] of Object.entries(REPORTS)) {
    if (!report(name, entry)) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * @param {string} name
 * @param {string} entry
 */
function report(name, entry) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: SDK,
      mainEntryPointFilePath: join(SDK, entry),
      compiler: { tsconfigFilePath: join(SDK, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: SDK,
        reportTempFolder: scratch,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: { 'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(SDK, 'package.json'),
  });
  const result = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback(message) {
      message.handled = true;
      const { Error, Warning } = ExtractorLogLevel;
      if (message.logLevel === Error || message.logLevel === Warning) console.error(message.text);
    },
  });
  if (check && result.apiReportChanged) {
    console.error(`sdk/${name}.api.md is not as the SDK has it; npm run api-report writes it`);
  }
  return result.errorCount === 0 && !(check && result.apiReportChanged);
}
