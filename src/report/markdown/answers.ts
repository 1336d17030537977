import type { AnswersRecord, VariantRecord } from '../../record/experiment.ts';
import { cellsOf } from '../cells.ts';
import { blocks, code, table, text } from '../markdown-text.ts';
import { percent } from '../units.ts';
import { plural } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** What is answered otherwise than by the baseline, with an example each; nothing where all answers agree. */
export function answersPart({ record, variants }: ExperimentView): string | null {
  const rows = variants.flatMap(({ record: variant }) =>
    cellsOf(record, variant.id).flatMap(({ parameters, cell }) =>
      cell.answers === null || (cell.answers.satisfied && cell.answers.differing === 0)
        ? []
        : [answerRow(variant, parameters.name, cell.answers)],
    ),
  );
  if (rows.length === 0) return null;
  return blocks(
    '**Other answers** than the baseline gives:',
    table(
      [
        'variant',
        'parameters',
        'sets that differ',
        'must be',
        'for example',
        'only the baseline',
        'only the variant',
      ],
      rows,
    ),
  );
}

function answerRow(variant: VariantRecord, name: string, answers: AnswersRecord): readonly string[] {
  const { differing, sets, satisfied, example } = answers;
  const rule = typeof variant.answers === 'string' ? variant.answers : `different: ${variant.answers.differ}`;
  return [
    text(variant.title),
    text(name),
    `${differing} of ${plural(sets, 'set')} (${percent(sets === 0 ? 0 : differing / sets)})${satisfied ? '' : ' **not allowed**'}`,
    text(rule),
    example === null ? '–' : code(JSON.stringify(example.parameters)),
    rowOf(example?.onlyBaseline),
    rowOf(example?.onlyVariant),
  ];
}

function rowOf(row: string | null | undefined): string {
  return row === null || row === undefined ? '–' : code(row);
}
