import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { judge } from '../compare/judge.ts';
import type { GateJudgement } from '../compare/gate/judgement.ts';
import { BenchError, exitCodes, type ExitCode } from '../errors.ts';
import type { Run } from '../record/run.ts';
import { layoutFor } from '../run/gate/layout.ts';
import { runGate, type GateRequest } from '../run/gate/run-gate.ts';
import { readWaivers, readWaiversBeside, refuseUnmatched } from '../run/gate/waivers.ts';
import { schedules } from '../run/schedule.ts';
import { parseScale } from '../seeding/scale.ts';
import { checkIds } from '../suite/check-ids.ts';
import { loadSuite, type LoadedSuite } from '../suite/load.ts';
import { baseOf, collect, exportsOf, gateCommandLine, secondsOf, type GateOptions } from './gate-options.ts';
import { writeGate } from './gate-output.ts';
import type { Cli, Host } from './host.ts';
import { interruptOf } from './interrupt.ts';
import {
  cacheOf,
  sourceOf,
  withData,
  withServer,
  withSuite,
  type DataOptions,
  type ServerOptions,
} from './options.ts';
import { progressOn } from './progress.ts';

/** `bench gate`: base and head of an application against each other, held to the suite's budgets. */
export function gateCommand(cli: Cli): Command {
  const command = new Command()
    .option('--base-ref <ref>', 'the base is this commit: it is checked out beside, and made ready')
    .option('--base <folder>', 'the base is in this folder, ready to run')
    .option('--base-url <url>', 'the base runs already, here; with --head-url')
    .option('--head-url <url>', 'the head runs already, here')
    .option('--baseline <run.json>', 'the base is a saved gate: exact metrics and absolute limits alone')
    .option('--exact-only', 'look at what repeats exactly, and take no time: seconds')
    .option('--budget <time>', 'how long timing may take', '5m')
    .addOption(
      new Option('--on-unclear <how>', 'what an answer that cannot be told comes to')
        .choices(['pass', 'fail'])
        .default('pass'),
    )
    .option(
      '--waivers <file>',
      'what may be broken for a while (default: bench.waivers.json, if it is there)',
    )
    .option('--summary <file>', 'write the summary as Markdown, too')
    .option('--junit <file>', 'write the checks as JUnit XML, too')
    .option('--export <format=file>', 'write them as bencher, benchmark-action, json or github', collect, [])
    .option('--json', 'print the judgement as JSON')
    .addHelpText('after', examples);
  return withServer(withData(withSuite(command))).action((options: GateOptions) => gate(cli, options));
}

async function gate(cli: Cli, options: GateOptions): Promise<void> {
  const { host } = cli;
  const base = baseOf(options, host);
  const seconds = secondsOf(options.budget);
  const exports = exportsOf(options, host);
  const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
  if ((suite.suite.budgets ?? []).length === 0) throw new BenchError('no-budgets');
  const waivers = await waiversFor(suite, options, host);
  await runAndShow(
    cli,
    {
      ...gateRequest(suite, options, host, gateCommandLine(options)),
      base,
      exactOnly: options.exactOnly ?? false,
      layout: layoutFor(base.kind !== 'urls', seconds),
      waivers,
      onUnclear: options.onUnclear,
    },
    (run, judgement, path) => writeGate(run, judgement, { path, exports, json: options.json ?? false, host }),
  );
}

/** Runs a gate and answers with its exit code. */
export async function runAndShow(
  cli: Cli,
  request: GateRequest,
  show: (run: Run, judgement: GateJudgement, path: string) => Promise<void>,
): Promise<void> {
  using interrupt = interruptOf(cli.host);
  using progress = progressOn(cli.host);
  const { run, path, ended } = await runGate(request, progress, interrupt.signal);
  const judgement = run.gate === null ? null : judge(run).gate;
  if (judgement !== null) await show(run, judgement, path);
  // What is broken is broken, whatever ended the run after that; Ctrl-C alone is answered as such.
  const stands = judgement?.outcome === 'failed' && ended?.code !== 'interrupted';
  if (ended !== null && !stands) throw ended;
  cli.finish(exits[judgement?.outcome ?? 'invalid']);
}

const exits: Readonly<Record<GateJudgement['outcome'], ExitCode>> = {
  passed: exitCodes.fine,
  failed: exitCodes.failed,
  unclear: exitCodes.inconclusive,
  invalid: exitCodes.inconclusive,
};

/** What a gate has in common with every other run. */
export function gateRequest(
  suite: LoadedSuite,
  options: DataOptions & ServerOptions,
  host: Host,
  command: string,
): Omit<GateRequest, 'base' | 'exactOnly' | 'layout' | 'waivers' | 'onUnclear'> {
  return {
    suite,
    source: sourceOf(options, host),
    scale: parseScale(options.scale, suite.suite.dataset.scales),
    seed: options.seed,
    only: null,
    schedule: schedules.full,
    quick: false,
    full: false,
    cache: cacheOf(options, host),
    env: host.env,
    command,
  };
}

async function waiversFor({ suite, folder }: LoadedSuite, { waivers }: GateOptions, host: Host) {
  const today = new Date().toISOString().slice(0, 10);
  const found =
    waivers === undefined
      ? await readWaiversBeside(folder, today)
      : await readWaivers(resolve(host.cwd(), waivers), today);
  refuseUnmatched(found, checkIds(suite));
  return found;
}

const examples = `
Examples:
  $ bench gate --base-ref origin/main                  a pull request against its target branch
  $ bench gate --base-ref HEAD~1 --exact-only          statements, rows, buffers, plans: in seconds
  $ bench gate --base ../main --budget 10m --on-unclear fail
  $ bench gate --base-url http://127.0.0.1:3000 --head-url http://127.0.0.1:3001
  $ bench gate --baseline reports/runs/…/run.json      against what an earlier gate saw of its head
  $ bench gate --base-ref origin/main --junit gate.xml --export bencher=gate.bmf.json`;
