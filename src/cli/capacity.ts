import { resolve } from 'node:path';
import { Command } from 'commander';
import { BenchError } from '../errors.ts';
import { schedules } from '../run/schedule.ts';
import { parseScale } from '../seeding/scale.ts';
import { loadSuite } from '../suite/load.ts';
import { selectScenario } from '../suite/select.ts';
import type { Cli } from './host.ts';
import { askedLoad, limitOf } from './load-work.ts';
import { measureAndShow } from './measure.ts';
import {
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
  LoadOptions & { readonly slo?: string; readonly json?: boolean };

/** The search for each side: seconds unless said otherwise, and how near to the knee. */
const search = { seconds: 90, precision: 0.05 };

/** `bench capacity`: how many requests per second each API carries before a limit breaks. */
export function capacityCommand(cli: Cli): Command {
  const command = new Command('capacity')
    .description('find the load that each API carries before a latency limit breaks')
    .argument('[scenario]', 'whose traffic (default: the first that has a limit)')
    .option('--slo <limit>', "the limit, such as 'p95<100ms' (default: the scenario's own)")
    .option('--json', 'print the judgement as JSON')
    .addHelpText('after', examples);
  return withServer(withApis(withData(withSuite(command)))).action(
    async (id: string | undefined, options: Options) => {
      const { host } = cli;
      const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
      const { scenarios = [] } = suite.suite;
      const scenario = selectScenario(
        suite.suite,
        id ?? scenarios.find(({ capacity }) => capacity !== undefined)?.id ?? '',
      );
      const slo = options.slo ?? scenario.capacity;
      if (slo === undefined) throw new BenchError('no-limit', scenario.id);
      const request = {
        scenario,
        limit: limitOf(slo),
        ...search,
        ...(options.duration === undefined ? {} : { seconds: options.duration }),
      };
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
          load: askedLoad(suite.suite, host, options, { scenarios: [], capacities: [request] }),
          quick: false,
          full: false,
          command: `npx bench capacity ${scenario.id} --slo '${slo}' --scale ${options.scale} --seed ${options.seed}`,
        },
        options.json ?? false,
      );
    },
  );
}

const examples = `
Examples:
  $ bench capacity
  $ bench capacity peak-traffic --slo 'p95<500ms' --duration 120
  $ bench capacity unread-badge --slo 'p99<50ms' --variant after`;
