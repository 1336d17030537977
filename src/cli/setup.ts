import { Argument, Command } from 'commander';
import { describeK6, setupK6 } from '../load/find-k6.ts';
import type { Cli } from './host.ts';
import { interruptOf } from './interrupt.ts';
import { cacheOf, type ServerOptions } from './options.ts';
import { progressOn } from './progress.ts';

/** `bench setup k6`: fetches or builds the load generator, where this machine has none. */
export function setupCommand({ host }: Cli): Command {
  return new Command()
    .addArgument(new Argument('<tool>', 'what to set up').choices(['k6']))
    .option('--cache <folder>', 'where it is kept')
    .addHelpText('after', '\nExample:\n  $ bench setup k6')
    .action(async (_tool: string, options: ServerOptions) => {
      using interrupt = interruptOf(host);
      using progress = progressOn(host);
      progress.start('k6');
      const k6 = await setupK6({
        cache: cacheOf(options, host),
        env: host.env,
        onProgress: progress.update,
        signal: interrupt.signal,
      });
      progress.done(k6.version);
      host.stdout.write(`k6 ${describeK6(k6)}\n`);
    });
}
