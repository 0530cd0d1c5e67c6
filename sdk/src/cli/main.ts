#!/usr/bin/env node
import { runCli } from './run-cli.js';

// Who reads no further, as `head` does, has had enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  prompt: (text) => void process.stderr.write(text),
  stdin: process.stdin,
});
