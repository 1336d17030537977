import { resolve } from 'node:path';
import { Argument, Command } from 'commander';
import { readRun } from '../record/file.ts';
import { renderPlans } from '../report/plans.ts';
import { newestRun } from '../run/folder.ts';
import { printing, type Cli } from './host.ts';

/** `bench plan`: the plans of an experiment in a saved run, and what changed; needs no database. */
export function planCommand({ host }: Cli): Command {
  return new Command()
    .addArgument(new Argument('<experiment>', 'its id, as `bench list` shows it'))
    .option('--run <file>', 'the saved run (default: the newest in reports/runs)')
    .option('--class <name>', 'one parameter class only')
    .addHelpText('after', `\nExample:\n  $ bench plan orders/recent --class rare`)
    .action(async (experiment: string, options: { readonly run?: string; readonly class?: string }) => {
      const path = options.run === undefined ? await newestRun(host.cwd()) : resolve(host.cwd(), options.run);
      const run = await readRun(path);
      host.stdout.write(renderPlans(run, experiment, { ...printing(host), class: options.class ?? null }));
    });
}
