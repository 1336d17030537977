import type { SideRecord } from '../../record/load.ts';
import { blocks, details, fenced, text } from '../markdown-text.ts';
import type { Page } from './page.ts';

/** What each API under load is, and the SQL that arranged its database; nothing where no load says. */
export function sidesPart({ run }: Page): string {
  const sides = run.loads
    .flatMap((load) => load.sides)
    .filter(({ id }, i, all) => all.findIndex((other) => other.id === id) === i);
  return blocks(
    sides.map((side) => `- **${text(side.id)}**: ${text(side.title)}${schemaInWords(side)}`).join('\n'),
    ...sides.map(schemaPart),
  );
}

function schemaInWords({ schema }: SideRecord): string {
  if (schema === null) return '';
  return schema === '' ? ', on the schema as it was seeded' : ', on a schema of its own, below';
}

function schemaPart({ id, schema }: SideRecord): string | null {
  if (schema === null || schema === '') return null;
  return details(`The SQL that arranged the database of ${id}`, fenced(schema, 'sql'));
}
