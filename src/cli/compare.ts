import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { compareRuns } from '../compare/compare-runs.ts';
import { BenchError } from '../errors.ts';
import { readRun } from '../record/file.ts';
import { runComparisonMarkdown } from '../report/run-comparison-markdown.ts';
import { renderRunComparison } from '../report/run-comparison.ts';
import { loadSuite } from '../suite/load.ts';
import { briefSuite } from '../suite/quick.ts';
import { selectExperiments } from '../suite/select.ts';
import { commandLine } from './command-line.ts';
import { printing, type Cli } from './host.ts';
import { loadOf, noLoad } from './load-work.ts';
import { measureAndShow, requestOf } from './measure.ts';
import {
  scheduleOf,
  withData,
  withServer,
  withSuite,
  withTiming,
  type DataOptions,
  type ServerOptions,
  type SuiteOptions,
  type TimingOptions,
} from './options.ts';

type CompareOptions = SuiteOptions &
  ServerOptions &
  DataOptions &
  TimingOptions & { readonly json?: boolean; readonly markdown?: boolean; readonly load: boolean };

/** `bench compare`: what the program is for. With two saved runs it compares those. */
export function compareCommand(cli: Cli): Command {
  const command = new Command()
    .argument('[before]', 'a saved run (run.json)')
    .argument('[after]', 'the saved run to hold against it')
    .option('--no-load', 'measure queries only')
    .option('--json', 'print the judgement as JSON')
    .addOption(new Option('--markdown', 'print how two saved runs compare as Markdown').conflicts('json'))
    .addHelpText('after', examples);
  return withServer(withTiming(withData(withSuite(command)))).action(
    async (before: string | undefined, after: string | undefined, options: CompareOptions) => {
      if (before === undefined && options.markdown) throw new BenchError('markdown-of-none');
      if (before === undefined) await compareVariants(cli, options);
      else if (after === undefined) throw new BenchError('one-run', before);
      else await compareSaved(cli, before, after, options);
    },
  );
}

async function compareVariants(cli: Cli, options: CompareOptions): Promise<void> {
  const { host } = cli;
  const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
  const quick = options.quick ?? false;
  const asked = quick ? briefSuite(suite.suite) : suite.suite;
  // Whoever picks experiments is after queries.
  const load = options.load && options.only === undefined;
  const request = requestOf(suite, host, options, {
    experiments: selectExperiments(asked, options.only),
    only: options.only ?? null,
    schedule: scheduleOf(options),
    load: load ? loadOf(asked, host, options) : noLoad(host, options),
    quick,
    full: load,
    command: commandLine(['compare'], options),
  });
  await measureAndShow(cli, request, options.json ?? false);
}

async function compareSaved(cli: Cli, before: string, after: string, options: CompareOptions): Promise<void> {
  const paths = [before, after].map((path) => resolve(cli.host.cwd(), path));
  const [a, b] = await Promise.all(paths.map(readRun));
  if (a === undefined || b === undefined) return;
  const comparison = compareRuns(a, b);
  cli.host.stdout.write(
    options.json
      ? `${JSON.stringify(comparison, null, 2)}\n`
      : options.markdown
        ? runComparisonMarkdown(comparison)
        : renderRunComparison(comparison, printing(cli.host)),
  );
}

const examples = `
Examples:
  $ bench compare                                   all experiments, on the embedded PostgreSQL
  $ bench compare --quick --only 'sessions/*'       a first impression of some of them
  $ bench compare --scale large --database-url postgres://localhost/postgres
  $ bench compare reports/runs/A/run.json reports/runs/B/run.json
  $ bench compare A.json B.json --markdown          for a page or a comment`;
