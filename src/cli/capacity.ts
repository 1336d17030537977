import { resolve } from 'node:path';
import { Command } from 'commander';
import { BenchError } from '../errors.ts';
import { usualPrecision } from '../record/search-end.ts';
import { loadSuite } from '../suite/load.ts';
import type { Scenario } from '../suite/scenario.ts';
import { selectScenario } from '../suite/select.ts';
import type { Suite } from '../suite/suite.ts';
import { commandLine } from './command-line.ts';
import type { Cli } from './host.ts';
import { askedLoad, limitOf } from './load-work.ts';
import { measureAndShow, requestOf } from './measure.ts';
import {
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
  LoadOptions & { readonly slo?: string; readonly json?: boolean };

/** The search for each side: seconds unless said otherwise, and how near to the knee. */
const search = { seconds: 90, precision: usualPrecision };

/** `bench capacity`: how many requests per second each API carries before a limit breaks. */
export function capacityCommand(cli: Cli): Command {
  const command = new Command()
    .argument('[scenario]', 'whose traffic (default: the first that has a limit)')
    .option('--slo <limit>', "the limit, such as 'p95<100ms' (default: the scenario's own)")
    .option('--json', 'print the judgement as JSON')
    .addHelpText('after', examples);
  return withServer(withApis(withData(withSuite(command)))).action(
    async (id: string | undefined, options: Options) => {
      const { host } = cli;
      const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
      const scenario = id === undefined ? firstLimited(suite.suite) : selectScenario(suite.suite, id);
      const slo = options.slo ?? scenario.capacity;
      if (slo === undefined) throw new BenchError('no-limit', scenario.id);
      const seconds = options.duration ?? search.seconds;
      const capacities = [{ scenario, limit: limitOf(slo), ...search, seconds }];
      const request = requestOf(suite, host, options, {
        load: askedLoad(suite.suite, host, options, { scenarios: [], capacities }),
        command: commandLine(['capacity', scenario.id], { ...options, slo }),
      });
      await measureAndShow(cli, request, options.json ?? false);
    },
  );
}

/** @throws BenchError `no-limited-scenario` */
function firstLimited({ scenarios = [] }: Suite): Scenario {
  const limited = scenarios.find(({ capacity }) => capacity !== undefined);
  if (limited !== undefined) return limited;
  throw new BenchError(
    'no-limited-scenario',
    scenarios.map(({ id }) => id),
  );
}

const examples = `
Examples:
  $ bench capacity
  $ bench capacity peak-traffic --slo 'p95<500ms' --duration 120
  $ bench capacity unread-badge --slo 'p99<50ms' --variant after`;
