import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateSigningKeys } from '../manifest/signing-keys.js';
import { parseArguments } from './arguments.js';
import { CliError, type Command } from './command.js';
import { passphraseVariable } from './key-files.js';
import { relativeToHere } from './plugin-folder.js';

export const keygen: Command = {
  name: 'keygen',
  summary: 'make a pair of keys to sign packages with',
  usage: 'espalier keygen <file> [--passphrase-env NAME] [--json]',
  options: [
    ['file', 'the private key, which nobody else may read; the public one is put beside it as file.pub'],
    [
      '--passphrase-env NAME',
      `encrypt it with the passphrase in this variable; ${passphraseVariable} unless given`,
    ],
    ['--json', 'print { privateKey, publicKey, keyId, encrypted }'],
  ],
  example: 'espalier keygen st-aldates.pem',
  exitCodes: [
    'the pair is there',
    'is not used: no plugin is looked at',
    'the command line is wrong, a file of that name is there, or it cannot be written',
  ],
  async run(args, { out }) {
    const { values, subject: file } = parseArguments(
      args,
      { 'passphrase-env': { type: 'string' }, json: { type: 'boolean', default: false } },
      'file',
    );
    if (file === undefined) throw new CliError('name the file that the private key is to be in', 2);
    const passphrase = passphraseFrom(values['passphrase-env']);
    const privateFile = path.resolve(file);
    const publicFile = `${privateFile}.pub`;
    const keyId = await writePair(privateFile, publicFile, passphrase);
    const encrypted = passphrase !== undefined;
    if (values.json) {
      out(JSON.stringify({ privateKey: privateFile, publicKey: publicFile, keyId, encrypted }));
      return;
    }
    out(
      `private key  ${relativeToHere(privateFile)}: keep it to yourself${encrypted ? '; it is encrypted' : ''}`,
    );
    out(`public key   ${relativeToHere(publicFile)}: give it to those who are to trust you`);
    out(`key id       ${keyId}`);
  },
};

/** Where a variable is named it must be set; the usual one need not be. */
function passphraseFrom(variable: string | undefined): string | undefined {
  const passphrase = process.env[variable ?? passphraseVariable];
  if (passphrase === '')
    throw new CliError(`the passphrase in ${variable ?? passphraseVariable} is empty`, 2);
  if (variable !== undefined && passphrase === undefined) throw new CliError(`${variable} is not set`, 2);
  return passphrase;
}

async function writePair(privateFile: string, publicFile: string, passphrase: string | undefined) {
  for (const file of [privateFile, publicFile]) if (existsSync(file)) throw taken(file);
  const pair = generateSigningKeys(passphrase);
  await writeNew(privateFile, pair.privateKey, 0o600);
  try {
    await writeNew(publicFile, pair.publicKey, 0o644);
  } catch (error) {
    await rm(privateFile);
    throw error;
  }
  return pair.keyId;
}

/** Never over what is there: a private key that is lost cannot be had again. */
async function writeNew(file: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(file, text, { mode, flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'EEXIST' ? taken(file) : new CliError(message, 2);
  }
}

function taken(file: string): CliError {
  return new CliError(`${relativeToHere(file)} is there already, and keys are never written over`, 2);
}
