import type { VariantRecord } from '../../record/run.ts';
import { blocks, details, fenced, text } from '../markdown-text.ts';
import { sentence } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** What each variant is: its schema's SQL and what the application runs, in full. */
export function statementsPart({ record, baseline }: ExperimentView): string {
  const titles = record.variants.map(({ title }) => title).join(', ');
  return details(
    `Statements: ${titles}`,
    blocks(
      ...record.variants.map((variant) => variantInFull(variant, variant === baseline ? null : baseline)),
    ),
  );
}

function variantInFull(variant: VariantRecord, baseline: VariantRecord | null): string {
  const { title, note, schema, statements, procedure } = variant;
  const same = baseline !== null && sqlOf(baseline) === sqlOf(variant);
  return blocks(
    `**${text(title)}**${note === null ? '' : `: ${text(sentence(note))}`}`,
    schema === null ? null : fenced(schema, 'sql'),
    same ? 'Runs the statements of the baseline.' : procedure ? 'Application code runs:' : null,
    ...(same ? [] : [...new Set(statements.map(withNames))].map((statement) => fenced(statement, 'sql'))),
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
