import type { VariantRecord } from '../../record/experiment.ts';
import { blocks, details, fenced, text } from '../markdown-text.ts';
import { sentence } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** What each variant is: its schema's SQL and what the application runs, in full; what stood before is referred to. */
export function statementsPart({ record: { variants } }: ExperimentView): string {
  return details(
    `Statements: ${variants.map(({ title }) => title).join('; ')}`,
    blocks(...variants.map((variant, i) => variantInFull(variant, variants.slice(0, i)))),
  );
}

function variantInFull(variant: VariantRecord, earlier: readonly VariantRecord[]): string {
  const { title, note } = variant;
  return blocks(
    `**${text(title)}**${note === null ? '' : `: ${text(sentence(note))}`}`,
    schemaOf(variant, earlier),
    statementsOf(variant, earlier),
  );
}

function schemaOf({ schema }: VariantRecord, earlier: readonly VariantRecord[]): string | null {
  if (schema === null) return null;
  const same = earlier.find((other) => other.schema === schema);
  return same === undefined ? fenced(schema, 'sql') : `The schema of ${text(same.title)}.`;
}

function statementsOf(variant: VariantRecord, earlier: readonly VariantRecord[]): string {
  const same = earlier.find((other) => sqlOf(other) === sqlOf(variant));
  if (same !== undefined) return `The statements of ${text(same.title)}.`;
  if (variant.statements.length === 0) return 'What it runs is not known, since it never ran.';
  const statements = [...new Set(variant.statements.map(withNames))];
  return blocks(
    variant.procedure ? 'Application code runs:' : null,
    ...statements.map((statement) => fenced(statement, 'sql')),
  );
}

function sqlOf({ statements }: VariantRecord): string {
  return statements.map(({ text }) => text).join(';\n');
}

/** The statement as it is prepared, with what its placeholders stand for. */
function withNames({ text, parameters }: VariantRecord['statements'][number]): string {
  if (parameters.length === 0) return text;
  return `${text}\n-- ${parameters.map((name, i) => `$${i + 1} is ${name}`).join(', ')}`;
}
