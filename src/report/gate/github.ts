import type { Check, GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { plural, warningInWords } from '../words.ts';
import { failing, gateFails, gateView, type GateView } from './view.ts';
import { checkInWords, metricName } from './words.ts';

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
}

const gateTitle = 'Performance gate';

/** GitHub shows no more than ten of each level for a step. */
const mostOfLevel = 10;

/**
 * Workflow commands that GitHub shows as annotations: the verdict, what fails as errors, what nobody can tell and what
 * weakens the answer as warnings, what is waived as notices.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGateGithub(run: Run, gate: GateJudgement): string {
  const annotations = annotationsOf(gateView(run, gate));
  const levels = ['error', 'warning', 'notice'] as const;
  const lines = levels.flatMap((level) => atMost(annotations.filter((one) => one.level === level)));
  return lines.map((line) => `${command(line)}\n`).join('');
}

function annotationsOf(view: GateView): readonly Annotation[] {
  const { run, judgement } = view;
  const checks = judgement.checks
    .filter(({ outcome }) => outcome !== 'kept')
    .map((check) => ({
      level: levelOf(view, check),
      title: `${check.subject}: ${metricName(check.metric)}`,
      message: checkInWords(check),
    }));
  const warnings = [...judgement.warnings, ...run.warnings.map(warningInWords)];
  const verdict = gateFails(view) || judgement.outcome === 'invalid' ? 'error' : 'notice';
  return [
    { level: verdict, title: gateTitle, message: judgement.headline },
    ...checks,
    ...warnings.map((message) => ({ level: 'warning' as const, title: gateTitle, message })),
  ];
}

/** What could not be measured is never green. */
function levelOf(view: GateView, check: Check): Level {
  if (failing(view, check) || check.outcome === 'invalid') return 'error';
  return check.outcome === 'unclear' ? 'warning' : 'notice';
}

/** The last one says how many more there would be. */
function atMost(annotations: readonly Annotation[]): readonly Annotation[] {
  const [first] = annotations;
  if (first === undefined || annotations.length <= mostOfLevel) return annotations;
  const shown = annotations.slice(0, mostOfLevel - 1);
  const more = annotations.length - shown.length;
  return [
    ...shown,
    {
      level: first.level,
      title: gateTitle,
      message: `There are ${plural(more, `more ${first.level}`)}: the summary has them.`,
    },
  ];
}

/** Escaped as @actions/core does it. */
function command({ level, title, message }: Annotation): string {
  return `::${level} title=${escapedProperty(title)}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
