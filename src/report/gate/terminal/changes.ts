import type { PlanChange, SubjectJudgement } from '../../../compare/gate/judgement.ts';
import { planDifference } from '../../../plans/difference.ts';
import { wrapped } from '../../columns.ts';
import { planDifferenceInBrief } from '../../plan-difference.ts';
import type { Screen } from '../../terminal/screen.ts';
import { capital, cut, listed, oneLine, plural } from '../../words.ts';
import { failingSubjects, hasChanged, plansOf, type GateView } from '../view.ts';
import { answersInWords, fromBaseToHead, metricName } from '../words.ts';

/** More than this is for the report: it has to fit on a screen. */
const mostSubjects = 3;
const mostPlans = 3;
const mostNames = 6;

const indent = '  ';

/** What repeats exactly and is not as it was: in a few lines for what fails, by name for the rest. */
export function changeLines(view: GateView, screen: Screen): readonly string[] {
  const failing = failingSubjects(view).filter(hasChanged);
  const shown = failing.slice(0, mostSubjects);
  const others = view.judgement.subjects.filter((one) => hasChanged(one) && !shown.includes(one));
  return [
    ...shown.flatMap((subject) => subjectLines(view, subject, screen)),
    ...otherLines(others, shown.length > 0, screen),
  ];
}

/** What changed in one query or route. */
export function subjectLines(
  view: GateView,
  subject: SubjectJudgement,
  { colors, width }: Pick<Screen, 'colors' | 'width'>,
): readonly string[] {
  if (!hasChanged(subject)) return [];
  const { plans, answers } = subject;
  const differences = subject.differences.map(
    (difference) => `${metricName(difference.metric)} ${fromBaseToHead(difference)}`,
  );
  const exact = [
    ...differences,
    ...(answers === null || answers.differing === 0 ? [] : [answersInWords(answers)]),
  ].join(', ');
  const more = plans.length - mostPlans;
  return [
    `${colors.bold(cut(subject.name, width - 14))}  ${colors.dim('what changed')}`,
    ...[
      ...(exact === '' ? [] : wrapped(exact, width - indent.length, indent)),
      ...plans
        .slice(0, mostPlans)
        .flatMap((change) => planLines(view, subject, change, width - indent.length)),
      ...(more > 0 ? [`and ${plural(more, 'more plan')}`] : []),
    ].map((line) => indent + line),
  ];
}

/** The statement, and below it what became of its plan. */
function planLines(
  view: GateView,
  subject: SubjectJudgement,
  change: PlanChange,
  width: number,
): readonly string[] {
  const { before, after } = plansOf(view, subject, change);
  const room = width - indent.length;
  const lines =
    before === null || after === null
      ? wrapped(capital(change.sentence), room, indent)
      : planDifferenceInBrief(planDifference([before], [after]), room);
  return [cut(oneLine(change.statement), width), ...lines.map((line) => indent + line)];
}

function otherLines(
  others: readonly SubjectJudgement[],
  after: boolean,
  { width }: Screen,
): readonly string[] {
  if (others.length === 0) return [];
  const names = others.slice(0, mostNames).map(({ name }) => name);
  const more = others.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  return wrapped(
    `${after ? 'Also changed' : 'Changed'}: ${listed(all)}; the report says how.`,
    width,
    indent,
  );
}
