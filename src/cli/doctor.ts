import { resolve } from 'node:path';
import { Command } from 'commander';
import { exitCodes } from '../errors.ts';
import { checkMachine, type Finding } from '../run/doctor.ts';
import { colors, type Cli } from './host.ts';
import { cacheOf, withSuite, type ServerOptions, type SuiteOptions } from './options.ts';

/** `bench doctor`: what is there, what is missing, what to do. */
export function doctorCommand({ host, finish }: Cli): Command {
  return withSuite(new Command())
    .option('--cache <folder>', 'where server, data and k6 are kept between runs')
    .addHelpText('after', '\nExample:\n  $ bench doctor')
    .action(async (options: SuiteOptions & ServerOptions) => {
      const paint = colors(host, host.stdout);
      const marks: Readonly<Record<Finding['state'], string>> = {
        fine: paint.green('✓'),
        optional: paint.yellow('–'),
        missing: paint.red('✗'),
      };
      const findings = await checkMachine({
        suite: resolve(host.cwd(), options.config ?? ''),
        cache: cacheOf(options, host),
        env: host.env,
      });
      for (const { state, name, text, remedy } of findings) {
        host.stdout.write(`${marks[state]} ${name.padEnd(18)} ${text}\n`);
        if (remedy !== null) host.stdout.write(`${' '.repeat(21)}${paint.dim(remedy)}\n`);
      }
      finish(findings.some(({ state }) => state === 'missing') ? exitCodes.misuse : exitCodes.fine);
    });
}
