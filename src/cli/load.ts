import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { schedules } from '../run/schedule.ts';
import { parseScale } from '../seeding/scale.ts';
import { loadSuite } from '../suite/load.ts';
import type { DriverName } from '../suite/scenario.ts';
import { selectScenario } from '../suite/select.ts';
import type { Cli } from './host.ts';
import { askedLoad, loadOf, loadsOf, usualDriver } from './load-work.ts';
import { measureAndShow } from './measure.ts';
import {
  roundCount,
  sourceOf,
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
  LoadOptions & {
    readonly driver?: readonly DriverName[];
    readonly rounds?: number;
    readonly json?: boolean;
  };

/** `bench load`: the suite's APIs under the traffic of a scenario, in turns. */
export function loadCommand(cli: Cli): Command {
  const command = new Command('load')
    .description("put the suite's APIs under load, in turns, and compare them")
    .argument('[scenario]', 'whose traffic (default: those that `bench compare` runs)')
    .addOption(
      new Option('--driver <names>', 'k6, autocannon, or both to hold them against each other').argParser(
        driversOf,
      ),
    )
    .option('--rounds <number>', 'rounds of each side', roundCount)
    .option('--json', 'print the judgement as JSON')
    .addHelpText('after', examples);
  return withServer(withApis(withData(withSuite(command)))).action(
    async (id: string | undefined, options: Options) => {
      const { host } = cli;
      const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
      const scenarios =
        id === undefined
          ? loadOf(suite.suite, host, options, false).scenarios.map(({ scenario }) => scenario)
          : [selectScenario(suite.suite, id)];
      const loads = scenarios.flatMap((scenario) =>
        loadsOf(scenario, options.driver ?? [usualDriver(scenario)], options),
      );
      await measureAndShow(
        cli,
        {
          suite,
          experiments: [],
          only: null,
          source: sourceOf(options, host),
          scale: parseScale(options.scale, suite.suite.dataset.scales),
          seed: options.seed,
          schedule: schedules.full,
          load: askedLoad(suite.suite, host, options, { scenarios: loads, capacities: [] }),
          quick: false,
          full: false,
          command: [
            'npx bench load',
            ...(id === undefined ? [] : [id]),
            `--scale ${options.scale}`,
            `--seed ${options.seed}`,
          ].join(' '),
        },
        options.json ?? false,
      );
    },
  );
}

function driversOf(text: string): readonly DriverName[] {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is DriverName => name === 'k6' || name === 'autocannon');
  if (known.length !== names.length)
    throw new InvalidArgumentError('It must be k6, autocannon, or k6,autocannon.');
  return known;
}

const examples = `
Examples:
  $ bench load                                   what bench compare loads, without the queries
  $ bench load smoke --scale tiny                every route once in a while
  $ bench load unread-badge --driver k6,autocannon
  $ bench load browse --url http://127.0.0.1:3000`;
