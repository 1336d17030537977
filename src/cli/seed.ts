import { resolve } from 'node:path';
import { Command } from 'commander';
import { seedSuite } from '../run/seed.ts';
import { parseScale } from '../seeding/scale.ts';
import { loadSuite } from '../suite/load.ts';
import type { Cli } from './host.ts';
import { interruptOf } from './interrupt.ts';
import {
  sourceOf,
  withData,
  withServer,
  withSuite,
  type DataOptions,
  type ServerOptions,
  type SuiteOptions,
} from './options.ts';
import { progressOn } from './progress.ts';

/** `bench seed`: makes the data and keeps it, so that the next `bench compare` starts measuring at once. */
export function seedCommand({ host }: Cli): Command {
  return withServer(withData(withSuite(new Command())))
    .addHelpText('after', examples)
    .action(async (options: SuiteOptions & ServerOptions & DataOptions) => {
      const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
      const scale = parseScale(options.scale, suite.suite.dataset.scales);
      using interrupt = interruptOf(host);
      using progress = progressOn(host);
      const { hash, tables } = await seedSuite(
        { suite, scale, seed: options.seed, source: sourceOf(options, host) },
        progress,
        interrupt.signal,
      );
      const width = Math.max(...tables.map(({ name }) => name.length));
      for (const { name, rows } of tables) {
        host.stdout.write(`${name.padEnd(width)}  ${rows.toLocaleString('en-US').padStart(11)} rows\n`);
      }
      host.stdout.write(`${'content hash'.padEnd(width)}  ${hash}\n`);
    });
}

const examples = `
Examples:
  $ bench seed --scale large
  $ bench seed --database-url postgres://localhost/postgres    for an API that runs on that server`;
