import type { PlanChange, SubjectJudgement } from '../../../compare/gate/judgement.ts';
import type { AnswersRecord } from '../../../record/experiment.ts';
import type { Plan } from '../../../record/plan.ts';
import { blocks, code, details, fenced, table, text } from '../../markdown-text.ts';
import { planTree } from '../../plan-tree.ts';
import { cut, oneLine, plural, sentence } from '../../words.ts';
import { failingSubjects, hasChanged, plansOf, type GateView } from '../view.ts';
import { answersInWords, differenceInWords, metricName, metricValue } from '../words.ts';

/** In characters: more of a statement does not help here. */
const longest = 200;

/** What GitHub shows of a line without scrolling. */
const width = 110;

/**
 * What repeats exactly and is not as it was: figures, answers, and plans.
 *
 * @param most queries and routes to tell of, what fails first
 * @param trees whether the plans of what fails are shown in full, folded away
 */
export function changesPart(
  view: GateView,
  { most, trees }: { readonly most: number; readonly trees: boolean },
): string {
  const failing = failingSubjects(view);
  const others = view.judgement.subjects.filter((subject) => !failing.includes(subject));
  const changed = [...failing, ...others].filter(hasChanged);
  if (changed.length === 0) {
    const known = view.record.subjects.some(({ base, head }) => base !== null && head !== null);
    return known ? 'Whatever repeats exactly is as it was.' : '';
  }
  const shown = changed.slice(0, most);
  const more = changed.length - shown.length;
  const figures = shown.flatMap(figureRows);
  return blocks(
    '#### What changed',
    figures.length === 0
      ? null
      : table(['exact', 'what', 'base', 'head', 'change'], figures, ['base', 'head']),
    ...shown.flatMap((subject) =>
      subject.plans.map((change) => planPart(view, subject, change, trees && failing.includes(subject))),
    ),
    ...shown.map(answersPart),
    more > 0 ? `and ${plural(more, 'more query or route', 'more queries and routes')}.` : null,
  );
}

function figureRows({ name, differences }: SubjectJudgement): readonly (readonly string[])[] {
  return differences.map((difference, i) => [
    i === 0 ? `**${text(name)}**` : '',
    metricName(difference.metric),
    metricValue(difference.metric, difference.base),
    metricValue(difference.metric, difference.head),
    differenceInWords(difference),
  ]);
}

function planPart(view: GateView, subject: SubjectJudgement, change: PlanChange, trees: boolean): string {
  const { before, after } = plansOf(view, subject, change);
  const statement = code(cut(oneLine(change.statement), longest));
  return blocks(
    `**${text(subject.name)}** ${statement}: ${text(sentence(change.sentence))}`,
    trees && (before !== null || after !== null)
      ? details(
          'Its plan',
          fenced([...treeOf('base', before), '', ...treeOf('head', after)].join('\n'), 'text'),
        )
      : null,
  );
}

function treeOf(side: string, plan: Plan | null): readonly string[] {
  return plan === null ? [`${side}: does not run it`] : [side, ...planTree(plan, width)];
}

function answersPart({ name, answers }: SubjectJudgement): string | null {
  if (answers === null || answers.differing === 0) return null;
  return `**${text(name)}** gives ${answersInWords(answers)}${exampleOf(answers)}.`;
}

function exampleOf({ example }: AnswersRecord): string {
  if (example === null) return '';
  const rows = [
    example.onlyBaseline === null ? [] : [`only the base answers ${code(example.onlyBaseline)}`],
    example.onlyVariant === null ? [] : [`only the head answers ${code(example.onlyVariant)}`],
  ].flat();
  const what = rows.length === 0 ? 'the order differs' : rows.join(', ');
  return `; with ${code(JSON.stringify(example.parameters))} ${what}`;
}
