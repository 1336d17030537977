import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * What a text should be, from its file. Where they differ the new text is left beside the old (`full.md.actual` beside
 * `full.md`): look at the difference, and move it over the old one if it is meant.
 */
export function golden(path: string, text: string): string {
  const actual = `${path}.actual`;
  const expected = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text === expected) rmSync(actual, { force: true });
  else writeFileSync(actual, text);
  return expected;
}
