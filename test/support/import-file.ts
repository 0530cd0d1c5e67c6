/** The multipart body of an import. */
export function importBody(
  file: string | Buffer,
  fields: Readonly<Record<string, string>> = { kind: 'pupils' },
): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set(
    'file',
    new Blob([typeof file === 'string' ? file : new Uint8Array(file)], { type: 'text/csv' }),
    'file.csv',
  );
  return body;
}
