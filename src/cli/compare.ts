import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { compareRuns } from '../compare/compare-runs.ts';
import { judge } from '../compare/judge.ts';
import type { Judgement } from '../compare/judgement.ts';
import { BenchError, exitCodes } from '../errors.ts';
import { readRun } from '../record/file.ts';
import { renderJson } from '../report/json.ts';
import { renderRunComparison } from '../report/run-comparison.ts';
import { renderTerminal } from '../report/terminal.ts';
import { runSuite } from '../run/run.ts';
import { parseScale } from '../seeding/scale.ts';
import { loadSuite } from '../suite/load.ts';
import { selectExperiments } from '../suite/select.ts';
import { printing, type Cli } from './host.ts';
import { interruptOf } from './interrupt.ts';
import {
  commandLine,
  scheduleOf,
  sourceOf,
  withData,
  withServer,
  withSuite,
  withTiming,
  type DataOptions,
  type ServerOptions,
  type SuiteOptions,
  type TimingOptions,
} from './options.ts';
import { progressOn } from './progress.ts';
import { publish } from './publish.ts';

type CompareOptions = SuiteOptions &
  ServerOptions &
  DataOptions &
  TimingOptions & { readonly json?: boolean };

/** `bench compare`: what the program is for. With two saved runs it compares those. */
export function compareCommand(cli: Cli): Command {
  const command = new Command('compare')
    .description('run the suite, judge it and write the report; or compare two saved runs')
    .argument('[before]', 'a saved run (run.json)')
    .argument('[after]', 'the saved run to hold against it')
    .option('--json', 'print the judgement as JSON')
    .addHelpText('after', examples);
  return withServer(withTiming(withData(withSuite(command)))).action(
    async (before: string | undefined, after: string | undefined, options: CompareOptions) => {
      if (before === undefined) await compareVariants(cli, options);
      else if (after === undefined) throw new BenchError('one-run', before);
      else await compareSaved(cli, before, after, options);
    },
  );
}

async function compareVariants(cli: Cli, options: CompareOptions): Promise<void> {
  const { host } = cli;
  const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
  using interrupt = interruptOf(host);
  using progress = progressOn(host);
  const { run, path, ended } = await runSuite(
    {
      suite,
      experiments: selectExperiments(suite.suite, options.only),
      only: options.only ?? null,
      source: sourceOf(options, host),
      scale: parseScale(options.scale, suite.suite.dataset.scales),
      seed: options.seed,
      schedule: scheduleOf(options),
      quick: options.quick ?? false,
      command: commandLine(options),
    },
    progress,
    interrupt.signal,
  );
  const judgement = judge(run);
  const report = await publish(run, judgement, { record: path, reports: join(suite.folder, 'reports') });
  host.stdout.write(
    options.json ? renderJson(run, judgement) : renderTerminal(run, judgement, { ...printing(host), report }),
  );
  if (ended !== null) throw ended;
  cli.finish(concluded(judgement) ? exitCodes.fine : exitCodes.inconclusive);
}

async function compareSaved(cli: Cli, before: string, after: string, options: CompareOptions): Promise<void> {
  const paths = [before, after].map((path) => resolve(cli.host.cwd(), path));
  const [a, b] = await Promise.all(paths.map(readRun));
  if (a === undefined || b === undefined) return;
  const comparison = compareRuns(a, b);
  cli.host.stdout.write(
    options.json
      ? `${JSON.stringify(comparison, null, 2)}\n`
      : renderRunComparison(comparison, printing(cli.host)),
  );
}

/** Whether at least one comparison came to something. */
function concluded({ experiments }: Judgement): boolean {
  const verdicts = experiments.flatMap(({ variants, claim }) => [
    ...variants.flatMap(({ comparisons }) => comparisons.map(({ verdict }) => verdict)),
    ...(claim?.verdict === 'impossible' ? ['impossible'] : []),
  ]);
  return verdicts.some((verdict) => verdict !== 'unclear' && verdict !== 'invalid');
}

const examples = `
Examples:
  $ bench compare                                   all experiments, on the embedded PostgreSQL
  $ bench compare --quick --only 'sessions/*'       a first impression of some of them
  $ bench compare --scale large --database-url postgres://localhost/postgres
  $ bench compare reports/runs/A/run.json reports/runs/B/run.json`;
