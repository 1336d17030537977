import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GateJudgement } from '../compare/gate/judgement.ts';
import type { Run } from '../record/run.ts';
import { gateFormats } from '../report/gate/formats.ts';
import type { Export } from './gate-options.ts';
import { printing, type Host } from './host.ts';

export interface GateOutput {
  /** Of the record. */
  readonly path: string;
  readonly exports: readonly Export[];
  /** Whether stdout is for machines. */
  readonly json: boolean;
  readonly host: Host;
}

/**
 * Shows a gate to whoever looks: the terminal, files that were asked for, a summary beside the record, and where GitHub
 * runs it, the summary of the workflow and annotations. Nothing here needs a token.
 */
export async function writeGate(
  run: Run,
  judgement: GateJudgement,
  { path, exports, json, host }: GateOutput,
): Promise<void> {
  const beside = { format: 'markdown', path: join(dirname(path), 'summary.md') } as const;
  const look = { ...printing(host), report: beside.path };
  const render = (format: keyof typeof gateFormats): string => gateFormats[format](run, judgement, look);
  for (const { format, path } of [beside, ...exports]) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, render(format));
  }
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: actions } = host.env;
  if (summary) await appendFile(summary, render('markdown'));
  host.stdout.write(render(json ? 'json' : 'terminal'));
  // GitHub reads annotations on either stream; stdout is for the answer.
  if (actions === 'true') host.stderr.write(render('github'));
}
