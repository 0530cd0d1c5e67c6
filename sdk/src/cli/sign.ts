import path from 'node:path';
import { signatureFile, signPackage } from '../manifest/package-signature.js';
import { readPackage } from '../manifest/read-package.js';
import { parseArguments } from './arguments.js';
import { CliError, type Command } from './command.js';
import { passphraseVariable, readSigningKeyFile } from './key-files.js';
import { npmPackage } from './npm-package.js';
import { readPackageFile, replaceFile } from './package-files.js';
import { describe, relativeToHere } from './plugin-folder.js';

export const sign: Command = {
  name: 'sign',
  summary: 'sign a package, so that servers can tell whose it is and that nobody changed it',
  usage:
    'espalier sign <package.tgz> --key file [--publisher name] [--passphrase-env NAME]\n' +
    '              [--out file] [--json]',
  options: [
    ['package.tgz', 'the package, which is replaced by the signed one'],
    ['--key file', 'the private key: Ed25519 in PKCS#8 PEM, as espalier keygen writes it'],
    ['--publisher name', 'refuse a package of any other publisher'],
    ['--passphrase-env NAME', `the variable with the key’s passphrase; ${passphraseVariable} unless given`],
    ['--out file', 'write the signed package here, and leave the package as it is'],
    ['--json', 'print { file, name, version, publisher, keyId, bytes }'],
  ],
  example: 'espalier sign st-aldates-reading-catch-up-1.0.0.tgz --key st-aldates.pem',
  exitCodes: [
    'the package is signed',
    'it is no package that servers can read, or of another publisher',
    'the command line is wrong, or the key cannot be read',
  ],
  async run(args, streams) {
    const { values, subject } = parseArguments(
      args,
      {
        key: { type: 'string' },
        publisher: { type: 'string' },
        'passphrase-env': { type: 'string', default: passphraseVariable },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      'file',
    );
    const { file, reading } = await readPackageFile(subject);
    if (values.key === undefined)
      throw new CliError('--key is needed: a private key (see espalier keygen)', 2);
    const { name, version, publisher } = reading.manifest;
    if (values.publisher !== undefined && values.publisher !== publisher) {
      throw new CliError(`the package is of the publisher ${publisher}, not ${values.publisher}`);
    }
    const key = await readSigningKeyFile(values.key, values['passphrase-env'], streams);
    const signed = npmPackage(new Map([...reading.contents, [signatureFile, signPackage(reading, key)]]));
    const again = await readPackage(signed);
    if (!again.ok) throw new CliError(describe(again.errors, 'the signed package'));
    const target = values.out === undefined ? file : path.resolve(values.out);
    await replaceFile(target, signed);
    const { keyId } = key;
    const bytes = signed.length;
    if (values.json) {
      streams.out(JSON.stringify({ file: target, name, version, publisher, keyId, bytes }));
      return;
    }
    streams.out(`${name} ${version} signed by ${publisher}, key ${keyId}`);
    streams.out(`package  ${relativeToHere(target)}, ${bytes} bytes`);
  },
};
