import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parsePlan } from '../../src/plans/parse.ts';
import type { Plan } from '../../src/record/plan.ts';

const folder = join(import.meta.dirname, 'fixtures');

/** Names of the captured plans: `<case>.<version>`. */
export const fixtures: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => basename(file, '.json'))
  .toSorted();

export function fixture(name: string): Plan {
  const [element] = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as readonly unknown[];
  return parsePlan(element, name.startsWith('generic') ? 'generic' : 'custom', name);
}
