import { resolve } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { judge } from '../compare/judge.ts';
import { readRun } from '../record/file.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderTerminal } from '../report/terminal.ts';
import { newestRun } from '../run/folder.ts';
import { printing, type Cli } from './host.ts';

const formats = ['terminal', 'markdown', 'json'] as const;

/** `bench report`: judges a saved run again and shows it; needs no database. */
export function reportCommand({ host }: Cli): Command {
  return new Command('report')
    .description('judge a saved run again and show it; needs no database')
    .addArgument(new Argument('[run]', 'run.json (default: the newest in reports/runs)'))
    .addOption(new Option('--format <format>', 'how to show it').choices(formats).default('terminal'))
    .addHelpText('after', examples)
    .action(async (path: string | undefined, { format }: { readonly format: (typeof formats)[number] }) => {
      const record = path === undefined ? await newestRun(host.cwd()) : resolve(host.cwd(), path);
      const run = await readRun(record);
      const judgement = judge(run);
      const render = {
        terminal: () => renderTerminal(run, judgement, { ...printing(host), report: null }),
        markdown: () => renderMarkdown(run, judgement)['PERFORMANCE_REPORT.md'] ?? '',
        json: () => renderJson(run, judgement),
      } satisfies Record<(typeof formats)[number], () => string>;
      host.stdout.write(render[format]());
    });
}

const examples = `
Examples:
  $ bench report
  $ bench report reports/runs/…/run.json --format markdown > report.md`;
