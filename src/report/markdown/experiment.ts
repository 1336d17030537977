import type { ClaimJudgement } from '../../compare/judgement.ts';
import { blocks, text } from '../markdown-text.ts';
import { proposals } from '../proposals.ts';
import { capital, sentence } from '../words.ts';
import type { ExperimentView } from '../view.ts';
import { answersPart } from './answers.ts';
import { comparisonsPart } from './comparisons.ts';
import { costsPart } from './costs.ts';
import { failuresPart } from './failures.ts';
import { notesOf, type Page } from './page.ts';
import { cellPairs } from './cell-pairs.ts';
import { planFiguresPart } from './plan-figures.ts';
import { planTreesPart } from './plan-trees.ts';
import { statementsPart } from './statements.ts';
import { parametersPart, timesPart } from './times.ts';

/** Everything about one experiment: what was claimed, what was tried, what came of it and how that is known. */
export function experimentSection(page: Page, experiment: ExperimentView): string {
  const { record } = experiment;
  const pairs = cellPairs(experiment);
  return blocks(
    `## ${text(record.id)}`,
    `${text(sentence(record.title))} ${text(sentence(capital(record.source)))}${claimed(experiment)}`,
    record.note === undefined ? null : text(sentence(record.note)),
    record.complete ? null : '**Cut short**: not everything that was asked for was measured.',
    verdicts(experiment),
    timesPart(page, experiment),
    notesOf(page),
    parametersPart(experiment),
    failuresPart(experiment),
    answersPart(experiment),
    statementsPart(experiment),
    comparisonsPart(experiment),
    planFiguresPart(pairs),
    planTreesPart(record.id, pairs, leadingVariants(page, experiment)),
    costsPart(page.run, experiment),
  );
}

/** Those that the claim is about, and whatever is advised on; all where nothing is claimed. */
function leadingVariants({ experiments }: Page, { record }: ExperimentView): readonly string[] {
  const { claim, variants } = record;
  if (claim === null) return variants.map(({ id }) => id);
  const advised = proposals(experiments).filter(({ experiment }) => experiment.record === record);
  return [claim.asWritten, claim.repaired ?? '', ...advised.map(({ variant }) => variant.record.id)];
}

function claimed({ record }: ExperimentView): string {
  return record.claim === null ? ' Nothing was claimed.' : ` Claimed: ${text(sentence(record.claim.says))}`;
}

function verdicts({ judgement }: ExperimentView): string | null {
  const lines = [
    judgement.claim === null ? null : verdictLine('As written', judgement.claim),
    judgement.repaired === null ? null : verdictLine('Repaired', judgement.repaired),
  ].filter((line) => line !== null);
  return lines.length === 0 ? null : lines.join('\n');
}

/** With the evidence, unless that is the table below. */
function verdictLine(which: string, { verdict, rule, sentence: why, stopped }: ClaimJudgement): string {
  const untimed = stopped !== null && stopped.rung !== 'faster';
  return `- ${which}: **${verdict}**, since ${text(sentence(rule))}${untimed ? ` ${text(sentence(capital(why)))}` : ''}`;
}
