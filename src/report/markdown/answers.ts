import { declaredDifference } from '../../compare/answers.ts';
import type { AnswersRecord, ParameterClassRecord, VariantRecord } from '../../record/experiment.ts';
import { answersOver, cellsOf } from '../cells.ts';
import { blocks, code, table, text } from '../markdown-text.ts';
import { percent } from '../units.ts';
import { plural, sentence } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** What is answered otherwise than by the baseline, or may be; nothing where all answers must agree and do. */
export function answersPart(experiment: ExperimentView): string | null {
  const parts = blocks(declaredPart(experiment), differingPart(experiment));
  return parts === '' ? null : parts;
}

/** What is documented to differ, whether or not the sets that were compared show it. */
function declaredPart({ record, variants }: ExperimentView): string | null {
  const lines = variants.flatMap(({ record: variant }) => {
    const differ = declaredDifference(variant);
    if (differ === null) return [];
    const answers = answersOver(cellsOf(record, variant.id));
    const all = record.classes.reduce((sum, { sets }) => sum + sets.length, 0);
    const found =
      answers === null
        ? 'No answers were compared.'
        : `${answers.sets} of ${plural(all, 'set')} compared, ${answers.differing} of them answered otherwise.`;
    return [`- ${text(variant.title)}: ${text(sentence(differ))} ${found}`];
  });
  return lines.length === 0 ? null : ['**Other answers, as documented**:', '', ...lines].join('\n');
}

/** With an example each. */
function differingPart({ record, variants }: ExperimentView): string | null {
  const rows = variants.flatMap(({ record: variant }) =>
    cellsOf(record, variant.id).flatMap(({ parameters, cell }) =>
      cell.answers === null || (cell.answers.satisfied && cell.answers.differing === 0)
        ? []
        : [answerRow(variant, parameters, cell.answers)],
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

function answerRow(
  variant: VariantRecord,
  { name, sets: all }: ParameterClassRecord,
  answers: AnswersRecord,
): readonly string[] {
  const { differing, sets, satisfied, example } = answers;
  const rule = typeof variant.answers === 'string' ? variant.answers : 'different, as documented';
  return [
    text(variant.title),
    text(name),
    `${differing} of ${sets} compared (${percent(sets === 0 ? 0 : differing / sets)}), of ${plural(all.length, 'set')}${satisfied ? '' : ' **not allowed**'}`,
    text(rule),
    example === null ? '–' : code(JSON.stringify(example.parameters)),
    rowOf(example?.onlyBaseline),
    rowOf(example?.onlyVariant),
  ];
}

function rowOf(row: string | null | undefined): string {
  return row === null || row === undefined ? '–' : code(row);
}
