import type { GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import type { Printing } from '../terminal.ts';
import { renderBencher } from './bencher.ts';
import { renderBenchmarkAction } from './benchmark-action.ts';
import { renderGateGithub } from './github.ts';
import { renderGateJson } from './json.ts';
import { renderGateJunit } from './junit.ts';
import { renderGateMarkdown } from './markdown.ts';
import { renderGateTerminal } from './terminal.ts';

/** What the terminal needs to know; the other formats do not look at it. */
export interface GateFormatOptions extends Printing {
  /** Where the whole report was written, where it was. */
  readonly report?: string;
}

type Render = (run: Run, gate: GateJudgement, options: GateFormatOptions) => string;

/** Every way of showing what a gate came to: pure functions of a record and its judgement. */
export const gateFormats = {
  terminal: renderGateTerminal,
  markdown: renderGateMarkdown,
  json: renderGateJson,
  junit: renderGateJunit,
  github: renderGateGithub,
  bencher: renderBencher,
  'benchmark-action': renderBenchmarkAction,
} as const satisfies Record<string, Render>;

export type GateFormat = keyof typeof gateFormats;
