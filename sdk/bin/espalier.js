#!/usr/bin/env node
// Plain syntax only, and there before anything is built: npm links it at install time, and an older Node reads it.
const OLDEST = 26;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(`espalier needs Node ${OLDEST} or later, and this is ${process.version}`);
  process.exitCode = 1;
} else {
  await import('../dist/cli/main.js');
}
