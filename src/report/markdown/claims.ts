import type { ClaimJudgement } from '../../compare/judgement.ts';
import { rules } from '../../compare/rules.ts';
import type { ClaimRecord } from '../../record/experiment.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { factorsAndTimes, indexUse, remedyFor, sameAnswers } from '../measured.ts';
import type { ExperimentView } from '../view.ts';
import { sentence } from '../words.ts';
import { measured, measuredOf, ofEach, shownOf } from './claim-times.ts';
import { chartName } from '../file-names.ts';
import { notesOf, sections, type Page } from './page.ts';

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
    page.charts.has(chartName) ? `![${chartText}](${chartName})` : null,
    claims.length === 0 ? null : ladderAndRules(),
    unclaimed(page),
    notesOf(page),
  );
}

function claimTable(page: Page, claims: readonly Claimed[]): string {
  return table(
    ['#', 'claim', 'claimed', 'measured', 'same answers', 'index used', 'as written', 'repaired'],
    claims.map(({ experiment, claim, judged }, i) => {
      const shown = shownOf(experiment, claim);
      const { repaired } = experiment.judgement;
      return [
        String(i + 1),
        `${page.link(experiment.record.title, experiment.record.id)} (${text(experiment.record.source)})`,
        text(claim.says),
        measuredOf(page, experiment, shown),
        ofEach(shown, ({ record }) => sameAnswers(experiment, record.id)),
        ofEach(shown, indexUse),
        verdict(page, experiment, judged),
        repaired === null ? '–' : verdict(page, experiment, repaired),
      ];
    }),
    ['#'],
  );
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
        measured(page, experiment, variant),
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
