import { readFileSync } from 'node:fs';

/** Of this program, as its package says. */
export const programVersion = readVersion();

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
