// The manifest's JSON Schema as a file, for editors; the build runs this after the compiler.
import { writeFile } from 'node:fs/promises';
import { manifestSchema } from '../dist/manifest/manifest.schema.js';

const file = new URL('../dist/manifest/manifest.schema.json', import.meta.url);
await writeFile(file, `${JSON.stringify(manifestSchema, null, 2)}\n`);
