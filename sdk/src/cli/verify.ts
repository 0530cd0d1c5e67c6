import { checkSignature, type SignatureCheck } from '../manifest/package-signature.js';
import type { PublisherKey } from '../manifest/signing-keys.js';
import { parseArguments } from './arguments.js';
import { CliError, type Command } from './command.js';
import { readPublisherKeyFile, readTrustedFile } from './key-files.js';
import { readPackageFile } from './package-files.js';

export const verify: Command = {
  name: 'verify',
  summary: 'say whether a package is signed by a key that you trust, and as it was signed',
  usage: 'espalier verify <package.tgz> [--key file]… [--trusted file.json] [--json]',
  options: [
    ['package.tgz', 'the package'],
    ['--key file', 'a public key of the package’s publisher, as PEM or base64; can be given several times'],
    ['--trusted file.json', 'public keys of publishers: { "st-aldates": ["MCowBQYDK2VwAyEA…"] }'],
    ['--json', 'print { file, name, version, publisher, status, … }'],
    ['', 'status: signed (keyId), unsigned, unknownKey (keyId), invalid (reason, detail)'],
  ],
  example: 'espalier verify st-aldates-reading-catch-up-1.0.0.tgz --key st-aldates.pem.pub',
  exitCodes: [
    'it is signed by a key that was given, and as it was signed',
    'it is not, or it is no package that servers can read',
    'the command line is wrong, or a key cannot be read',
  ],
  async run(args, { out }) {
    const { values, subject } = parseArguments(
      args,
      {
        key: { type: 'string', multiple: true, default: [] },
        trusted: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      'file',
    );
    if (values.key.length === 0 && values.trusted === undefined) {
      throw new CliError('--key or --trusted is needed: the public keys that you trust', 2);
    }
    const { file, reading } = await readPackageFile(subject);
    const { name, version, publisher } = reading.manifest;
    const trusted: PublisherKey[] = values.trusted === undefined ? [] : await readTrustedFile(values.trusted);
    for (const key of values.key) trusted.push(await readPublisherKeyFile(key, publisher));
    const check = checkSignature(reading, trusted);
    if (values.json) out(JSON.stringify({ file, name, version, publisher, ...check }));
    if (check.status !== 'signed') throw new CliError(`${name} ${version} ${inWords(check)}`);
    if (!values.json) out(`${name} ${version} is signed by ${publisher}, key ${check.keyId}`);
  },
};

function inWords(check: Exclude<SignatureCheck, { status: 'signed' }>): string {
  switch (check.status) {
    case 'unsigned':
      return 'is not signed';
    case 'unknownKey':
      return `is signed by ${check.publisher} with a key that is not among those given: ${check.keyId}`;
    case 'invalid':
      return `has a signature that does not hold: ${check.detail}`;
  }
}
