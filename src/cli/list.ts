import { resolve } from 'node:path';
import { Command } from 'commander';
import { loadSuite } from '../suite/load.ts';
import type { Cli } from './host.ts';
import { withSuite, type SuiteOptions } from './options.ts';

/** `bench list`: what there is to run. */
export function listCommand({ host }: Cli): Command {
  return withSuite(new Command())
    .addHelpText('after', `\nExample:\n  $ bench list | grep claimed`)
    .action(async (options: SuiteOptions) => {
      const { suite } = await loadSuite(resolve(host.cwd(), options.config ?? ''));
      const width = Math.max(...suite.experiments.map(({ id }) => id.length));
      for (const { id, title, claim, source } of suite.experiments) {
        const says = claim === undefined ? 'nothing claimed' : `claimed: ${claim.says}`;
        host.stdout.write(`${id.padEnd(width)}  ${title}\n${' '.repeat(width)}  ${source} · ${says}\n`);
      }
      const { targets = {}, scenarios = [] } = suite;
      if (scenarios.length === 0) return;
      host.stdout.write(`\nUnder load: ${Object.keys(targets).join(', ')}\n`);
      for (const scenario of scenarios) {
        host.stdout.write(`${scenario.id.padEnd(width)}  ${scenario.title}\n`);
      }
    });
}
