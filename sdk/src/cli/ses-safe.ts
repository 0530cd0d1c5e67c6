/*
 * What SES rejects wherever it stands, in a string or a comment too. The patterns are its own.
 * Source: ses 2.3.0, src/transforms.js: rejectHtmlComments, rejectImportExpressions,
 * rejectSomeDirectEvalExpressions.
 */
const rejected = [
  { pattern: /<(?=!--)/g, escape: '\\u003c' },
  { pattern: /(?<=--)>/g, escape: '\\u003e' },
  { pattern: /(?<=^|[^.]|\.\.\.)\bi(?=mport\s*(?:\(|\/[/*]))/g, escape: '\\u0069' },
  { pattern: /(?<=^|[^.])\be(?=val\s*\()/g, escape: '\\u0065' },
];

/** Whether SES would reject the text for what it looks like. */
export function looksDangerous(code: string): boolean {
  return rejected.some(({ pattern }) => code.search(pattern) >= 0);
}

/**
 * Writes the first character of each false alarm as a Unicode escape, which strings, regular expressions and
 * property names read as the same character. The bundler has refused real `import()` and `eval()` before, has
 * put spaces into operators (`n-- > 0`), and has turned template literals into strings, whose raw text an
 * escape would change. A regular expression shows the escape in its `source`, and nowhere else.
 */
export function escapeFalseAlarms(code: string): string {
  return rejected.reduce((text, { pattern, escape }) => text.replace(pattern, () => escape), code);
}
