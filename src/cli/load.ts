import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadSuite } from '../suite/load.ts';
import type { DriverName } from '../suite/scenario.ts';
import { commandLine } from './command-line.ts';
import type { Cli } from './host.ts';
import { askedLoad, loadsAsked, type AskedLoads } from './load-work.ts';
import { measureAndShow, requestOf } from './measure.ts';
import {
  roundCount,
  withApis,
  withData,
  withServer,
  withSuite,
  type DataOptions,
  type LoadOptions,
  type ServerOptions,
  type SuiteOptions,
} from './options.ts';

type Options = SuiteOptions &
  ServerOptions &
  DataOptions &
  LoadOptions &
  AskedLoads & { readonly json?: boolean };

/** `bench load`: the suite's APIs under the traffic of a scenario, in turns. */
export function loadCommand(cli: Cli): Command {
  const command = new Command()
    .argument('[scenario]', 'whose traffic (default: those that `bench compare` runs)')
    .addOption(
      new Option(
        '--driver <names>',
        'k6, autocannon, or k6,autocannon to hold them against each other (default: as the scenario is compared)',
      ).argParser(driversOf),
    )
    .option('--rounds <number>', 'rounds of each side (default: as many as the duration holds)', roundCount)
    .option('--json', 'print the judgement as JSON')
    .addHelpText('after', examples);
  return withServer(withApis(withData(withSuite(command)))).action(
    async (id: string | undefined, options: Options) => {
      const { host } = cli;
      const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
      const scenarios = loadsAsked(suite.suite, id, options);
      const request = requestOf(suite, host, options, {
        load: askedLoad(suite.suite, host, options, { scenarios, capacities: [] }),
        command: commandLine(id === undefined ? ['load'] : ['load', id], options),
      });
      await measureAndShow(cli, request, options.json ?? false);
    },
  );
}

function driversOf(text: string): readonly DriverName[] {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is DriverName => name === 'k6' || name === 'autocannon');
  if (known.length !== names.length)
    throw new InvalidArgumentError('It must be k6, autocannon, or k6,autocannon.');
  return [...new Set(known)];
}

const examples = `
Examples:
  $ bench load                                   what bench compare loads, without the queries
  $ bench load smoke --scale tiny                every route once in a while
  $ bench load unread-badge --driver k6,autocannon
  $ bench load browse --rounds 12 --variant before,after
  $ bench load browse --url http://127.0.0.1:3000`;
