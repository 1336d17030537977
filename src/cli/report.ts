import { resolve } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { judge } from '../compare/judge.ts';
import type { Judgement } from '../compare/judgement.ts';
import { BenchError } from '../errors.ts';
import { readRun } from '../record/file.ts';
import type { Run } from '../record/run.ts';
import { gateFormats, type GateFormat } from '../report/gate/formats.ts';
import { renderJson } from '../report/json.ts';
import { renderReport } from '../report/markdown.ts';
import { renderTerminal, type Printing } from '../report/terminal.ts';
import { newestRun } from '../run/folder.ts';
import { printing, type Cli } from './host.ts';

/** What runs that are no gates can be shown in. */
const formats: Readonly<
  Partial<Record<GateFormat, (run: Run, judgement: Judgement, look: Printing) => string>>
> = {
  terminal: (run, judgement, look) => renderTerminal(run, judgement, { ...look, report: null }),
  markdown: renderReport,
  json: renderJson,
};

/** `bench report`: judges a saved run again and shows it; needs no database. */
export function reportCommand({ host }: Cli): Command {
  return new Command()
    .addArgument(new Argument('[run]', 'run.json (default: the newest in reports/runs)'))
    .addOption(
      new Option('--format <format>', 'how to show it; gates have formats of their own')
        .choices(Object.keys(gateFormats))
        .default('terminal'),
    )
    .addHelpText('after', examples)
    .action(async (path: string | undefined, { format }: { readonly format: GateFormat }) => {
      const record = path === undefined ? await newestRun(host.cwd()) : resolve(host.cwd(), path);
      const run = await readRun(record);
      host.stdout.write(shown(record, run, format, printing(host)));
    });
}

/** @throws BenchError where the format is for gates and the run is none */
function shown(path: string, run: Run, format: GateFormat, look: Printing): string {
  const judgement = judge(run);
  if (judgement.gate !== null) return gateFormats[format](run, judgement.gate, look);
  const render = formats[format];
  if (render === undefined) throw new BenchError('format-of-gates', path, format, Object.keys(formats));
  return render(run, judgement, look);
}

const examples = `
Examples:
  $ bench report
  $ bench report reports/runs/…/run.json --format markdown > report.md
  $ bench report reports/runs/…/run.json --format junit > gate.xml`;
