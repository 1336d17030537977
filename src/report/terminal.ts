import { createColors } from 'picocolors';
import type { Judgement } from '../compare/judgement.ts';
import type { Run } from '../record/run.ts';
import { wrapped } from './columns.ts';
import { footnotes } from './footnotes.ts';
import { cautions, circumstances } from './circumstances.ts';
import { claimLines } from './terminal/claims.ts';
import { measurementLines } from './terminal/measurements.ts';
import { closingLines } from './terminal/closing.ts';
import { aloneLines } from './terminal/load-alone.ts';
import { loadLines } from './terminal/load.ts';
import { experimentViews } from './view.ts';

/** How text is to look in the terminal. */
export interface Printing {
  readonly color: boolean;
  /** In characters. */
  readonly width: number;
}

/** Everything is indented by this. */
const margin = '  ';

/**
 * What a run came to, for the terminal; what matters most stands last, where one looks first.
 *
 * @param options.report where the whole report was written, to be named at the end; null where it was not
 */
export function renderTerminal(
  run: Run,
  judgement: Judgement,
  options: Printing & { readonly report: string | null },
): string {
  const colors = createColors(options.color);
  const screen = { colors, notes: footnotes(), width: options.width - margin.length };
  const experiments = experimentViews(run, judgement);
  const notes = () => screen.notes.pending().flatMap((note) => wrapped(note, screen.width, '  '));
  const parts = [
    wrapped([run.suite.name, ...circumstances(run, judgement)].join(' · '), screen.width),
    cautions(run).flatMap((caution) => wrapped(colors.bold(colors.yellow(caution)), screen.width)),
    [...measurementLines(experiments, screen), ...notes()],
    [...claimLines(experiments, screen), ...notes()],
    loadLines(run, judgement, screen),
    aloneLines(run, screen),
    closingLines(judgement, experiments, { ...screen, report: options.report }),
  ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
  return `${lines.map((line) => (line === '' ? '' : margin + line)).join('\n')}\n\n`;
}
