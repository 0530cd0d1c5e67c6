import path from 'node:path';
import ts from 'typescript';
import type { TemporaryPlugin } from './temporary-plugin.factory.js';

/** The compiler's errors for a plugin's source, in a project as an author has it. */
export async function errorsIn(plugin: TemporaryPlugin, source: string): Promise<string[]> {
  await plugin.write('src/plugin.ts', source);
  const program = ts.createProgram(
    ['src/plugin.ts', 'espalier-env.d.ts'].map((file) => path.join(plugin.folder, file)),
    {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      lib: ['lib.es2024.d.ts'],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
