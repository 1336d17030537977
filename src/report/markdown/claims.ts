import type { ClaimJudgement } from '../../compare/judgement.ts';
import { rules } from '../../compare/rules.ts';
import type { ClaimRecord } from '../../record/experiment.ts';
import { blocks, table, text, unbroken } from '../markdown-text.ts';
import {
  changeInWords,
  factorsAndTimes,
  indexUse,
  isOpen,
  remedyFor,
  sameAnswers,
  whyUntimed,
} from '../measured.ts';
import { untimedClasses } from '../proposals.ts';
import { change, duration } from '../units.ts';
import { variantOf, type ExperimentView, type VariantView } from '../view.ts';
import { listed, sentence } from '../words.ts';
import { chartName, notesOf, sections, type Page } from './page.ts';

const chartText = 'Speed-up by claim and parameter class, with its interval, beside what was claimed';

interface Claimed {
  readonly experiment: ExperimentView;
  readonly claim: ClaimRecord;
  readonly judged: ClaimJudgement;
}

/** A row per claim: what was claimed, what was measured, and what that comes to. */
export function claimsSection(page: Page): string {
  const claims = page.experiments.flatMap((experiment): readonly Claimed[] => {
    const { claim } = experiment.record;
    const judged = experiment.judgement.claim;
    return claim === null || judged === null ? [] : [{ experiment, claim, judged }];
  });
  return blocks(
    `## ${sections.claims}`,
    page.run.suite.document === null ? null : `The document is ${text(page.run.suite.document)}.`,
    claims.length === 0 ? 'No experiment of this run tests a claim.' : claimTable(page, claims),
    claims.length === 0 ? null : factorsAndTimes,
    notesOf(page),
    page.chart === null ? null : `![${chartText}](${chartName})`,
    claims.length === 0 ? null : ladderAndRules(),
    unclaimed(page),
    notesOf(page),
  );
}

function claimTable(page: Page, claims: readonly Claimed[]): string {
  return table(
    ['#', 'claim', 'claimed', 'measured', 'same answers', 'index used', 'as written', 'repaired'],
    claims.map(({ experiment, claim, judged }, i) => {
      const written = variantOf(experiment, claim.asWritten);
      const { repaired } = experiment.judgement;
      return [
        String(i + 1),
        `${page.link(experiment.record.title, experiment.record.id)} (${text(experiment.record.source)})`,
        text(claim.says),
        measuredOf(experiment, written, variantOf(experiment, claim.repaired ?? '')),
        sameAnswers(experiment, claim.asWritten),
        written === undefined ? '–' : indexUse(written),
        verdict(page, experiment, judged),
        repaired === null ? '–' : verdict(page, experiment, repaired),
      ];
    }),
    ['#'],
  );
}

/** Of the text as written, and in brief of what it meant; where only that was timed, of that, or at least of what is. */
function measuredOf(
  experiment: ExperimentView,
  written: VariantView | undefined,
  repaired: VariantView | undefined,
): string {
  const repairedWasTimed = repaired !== undefined && repaired.judgement.comparisons.length > 0;
  if (written !== undefined && written.judgement.comparisons.length > 0) {
    const own = measured(experiment, written);
    return repairedWasTimed ? `${own}<br>*repaired*: ${inBrief(repaired)}` : own;
  }
  if (repairedWasTimed) return `not timed; *repaired*:<br>${measured(experiment, repaired)}`;
  const before = experiment.judgement.baseline.map(
    (typical) => `${text(typical.class)}: ${unbroken(`${duration(typical.time.estimate)} → not timed`)}`,
  );
  return before.length === 0 ? measured(experiment, written) : before.join('<br>');
}

/** A line for each parameter class; those that were not timed together, by why. */
function measured(experiment: ExperimentView, variant: VariantView | undefined): string {
  const lines = (variant?.judgement.comparisons ?? []).map((comparison) => {
    const from = duration(comparison.baseline.estimate);
    const to = duration(comparison.variant.estimate);
    const change = unbroken(changeInWords(comparison));
    const figures = unbroken(`${from} → ${to},`);
    return `${text(comparison.class)}: ${figures} ${isOpen(comparison) ? change : `**${change}**`}`;
  });
  if (variant === undefined || lines.length === 0) return 'not timed';
  return [...lines, ...untimed(experiment, variant)].join('<br>');
}

/** "heavy and typical: not timed, other answers". */
function untimed(experiment: ExperimentView, variant: VariantView): readonly string[] {
  const names = untimedClasses(experiment, variant);
  const whyNot = (name: string) =>
    whyUntimed(experiment.record.classes.find((one) => one.name === name)?.cells[variant.record.id]);
  return [...new Set(names.map(whyNot))].map(
    (why) => `${text(listed(names.filter((name) => whyNot(name) === why)))}: ${why}`,
  );
}

/** "heavy 7.0× faster, rare unclear". */
function inBrief({ judgement }: VariantView): string {
  return judgement.comparisons
    .map(({ class: name, verdict, ratio }) => {
      const told = verdict === 'better' || verdict === 'worse';
      return `${text(name)} ${told ? unbroken(change(ratio.estimate)) : verdict}`;
    })
    .join(', ');
}

function verdict(page: Page, experiment: ExperimentView, judged: ClaimJudgement): string {
  if (judged.stopped === null) return `**${judged.verdict}**`;
  const { rung, reason } = judged.stopped;
  const { note } = experiment.record;
  const why = note === undefined ? reason : `${sentence(reason)} ${note}`;
  const mark = page.notes.mark(text(why), remedyFor(experiment, judged.variant));
  return `**${judged.verdict}**<br>stopped at *${rung}* ${mark}`;
}

/** All the rules, those of a verdict together. */
function ladderAndRules(): string {
  const all = Object.values(rules);
  const verdicts = [...new Set(all.map(({ verdict }) => verdict))];
  return blocks(
    'Each change climbs a ladder, and speed is the last question: it *runs* → gives the same *answers* → is *used* by the planner → is *faster*. A rung that fails ends the climb. What the verdicts mean:',
    verdicts
      .map((verdict) => {
        const cases = all.filter((rule) => rule.verdict === verdict).map(({ when }) => when);
        return `- **${verdict}**: ${text(cases.join('; or '))}.`;
      })
      .join('\n'),
  );
}

function unclaimed(page: Page): string | null {
  const rows = page.experiments
    .filter(({ record }) => record.claim === null)
    .flatMap((experiment) =>
      experiment.variants.map((variant) => [
        `${page.link(experiment.record.title, experiment.record.id)} (${text(experiment.record.source)})`,
        text(variant.record.title),
        measured(experiment, variant),
        sameAnswers(experiment, variant.record.id),
        indexUse(variant),
      ]),
    );
  if (rows.length === 0) return null;
  return blocks(
    'Measured without anybody having claimed anything:',
    table(['query', 'change', 'measured', 'same answers', 'index used'], rows),
  );
}
