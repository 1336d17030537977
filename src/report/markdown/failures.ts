import type { Failure, VariantRecord } from '../../record/experiment.ts';
import { cellsOf } from '../cells.ts';
import { blocks, fenced, text } from '../markdown-text.ts';
import { capital, listed } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** Why a variant does not run: PostgreSQL's message, word for word, and the statement that it is about. */
export function failuresPart({ record }: ExperimentView): string {
  return blocks(...record.variants.flatMap((variant) => failuresOf(record, variant)));
}

function failuresOf(record: ExperimentView['record'], variant: VariantRecord): readonly string[] {
  if (variant.arrangement.outcome === 'failed') {
    return [failureInWords(`${variant.title} cannot be set up`, variant.arrangement.failure)];
  }
  const failed = cellsOf(record, variant.id).flatMap(({ parameters, cell }) =>
    cell.failure === null ? [] : [{ name: parameters.name, failure: cell.failure }],
  );
  const messages = [...new Set(failed.map(({ failure }) => failure.message))];
  return messages.flatMap((message) => {
    const same = failed.filter(({ failure }) => failure.message === message);
    const names = listed(same.map(({ name }) => name));
    return same
      .slice(0, 1)
      .map(({ failure }) => failureInWords(`${variant.title} does not run for ${names}`, failure));
  });
}

function failureInWords(what: string, { code, message, statement }: Failure): string {
  return blocks(
    `**${text(capital(what))}.** PostgreSQL says (${text(code)}):`,
    fenced(message, 'text'),
    statement === null ? null : fenced(statement, 'sql'),
  );
}
