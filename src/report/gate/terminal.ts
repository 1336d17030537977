import { createColors } from 'picocolors';
import type { GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { cautions } from '../circumstances.ts';
import { wrapped } from '../columns.ts';
import { footnotes } from '../footnotes.ts';
import type { Printing } from '../terminal.ts';
import { warningLines } from '../terminal/closing.ts';
import type { Screen } from '../terminal/screen.ts';
import { percent } from '../units.ts';
import { warningInWords } from '../words.ts';
import { detectableInWords, gateCircumstances } from './circumstances.ts';
import { changeLines } from './terminal/changes.ts';
import { checkLines } from './terminal/checks.ts';
import { gateFails, gateView, type GateView } from './view.ts';

const margin = '  ';

/**
 * What a gate came to, on one screen: what fails first, then why, and last the verdict and how to get it again.
 *
 * @param options.report where the whole report was written, where it was: to be named at the end
 */
export function renderGateTerminal(
  run: Run,
  gate: GateJudgement,
  options: Printing & { readonly report?: string },
): string {
  const view = gateView(run, gate);
  const screen = {
    colors: createColors(options.color),
    notes: footnotes(),
    width: options.width - margin.length,
  };
  const { colors, width } = screen;
  const parts = [
    wrapped([run.suite.name, ...gateCircumstances(view)].join(' · '), width),
    cautions(run).flatMap((caution) => wrapped(colors.bold(colors.yellow(caution)), width)),
    [...checkLines(view, screen), ...screen.notes.pending().flatMap((note) => wrapped(note, width, margin))],
    changeLines(view, screen),
    precisionLines(view, screen),
    [
      ...warningLines([...gate.warnings, ...run.warnings.map(warningInWords)], width),
      ...wrapped(headline(view, screen), width),
      ...(options.report === undefined ? [] : [`Report:    ${options.report}`]),
      ...wrapped(`Reproduce: ${run.request.command}`, width, '           '),
    ],
  ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
  return `${lines.map((line) => (line === '' ? '' : margin + line)).join('\n')}\n\n`;
}

function headline(view: GateView, { colors }: Screen): string {
  const { outcome, headline: verdict } = view.judgement;
  const paint = gateFails(view) ? colors.red : outcome === 'passed' ? colors.green : colors.yellow;
  return colors.bold(paint(verdict));
}

/** What a verdict is worth: how much noise there was, and what could have been found in spite of it. */
function precisionLines(view: GateView, { width, colors }: Screen): readonly string[] {
  const { noise } = view.judgement;
  const detectable = detectableInWords(view);
  const parts = [
    noise === null ? [] : [`Noise, the base against itself: ${percent(noise - 1)}.`],
    detectable === null ? [] : [`The smallest growth that could have been found: ${detectable}.`],
  ].flat();
  return parts.length === 0 ? [] : wrapped(colors.dim(parts.join(' ')), width);
}
