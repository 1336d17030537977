import { resolve } from 'node:path';
import { Command } from 'commander';
import { calibrationOf } from '../compare/gate/calibration.ts';
import { renderCalibration } from '../report/gate/calibration.ts';
import { exitCodes } from '../errors.ts';
import { calibrationLayout } from '../run/gate/layout.ts';
import { runGate } from '../run/gate/run-gate.ts';
import { loadSuite } from '../suite/load.ts';
import { commandLine } from './command-line.ts';
import { secondsOf } from './gate-options.ts';
import { gateRequest } from './gate.ts';
import { printing, type Cli } from './host.ts';
import { interruptOf } from './interrupt.ts';
import {
  withData,
  withServer,
  withSuite,
  type DataOptions,
  type ServerOptions,
  type SuiteOptions,
} from './options.ts';
import { progressOn } from './progress.ts';

type Options = SuiteOptions &
  ServerOptions &
  DataOptions & { readonly budget: string; readonly json?: boolean };

/** `bench calibrate`: the application against itself, to see what this machine can tell, and so what budgets can ask. */
export function calibrateCommand(cli: Cli): Command {
  const { host } = cli;
  const command = new Command('calibrate')
    .description(
      'hold the application against itself: the noise of this machine, and what budgets can ask of it',
    )
    .option('--budget <time>', 'how long it may take', '5m')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples);
  return withServer(withData(withSuite(command))).action(async (options: Options) => {
    const seconds = secondsOf(options.budget);
    const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
    const words = commandLine(['calibrate', '--budget', options.budget], options);
    using interrupt = interruptOf(host);
    using progress = progressOn(host);
    const { run, ended } = await runGate(
      {
        ...gateRequest(suite, options, host, words),
        base: { kind: 'same' },
        exactOnly: false,
        layout: calibrationLayout(seconds),
        waivers: [],
        onUnclear: 'pass',
      },
      progress,
      interrupt.signal,
    );
    const calibration = run.gate === null ? [] : calibrationOf(run);
    host.stdout.write(
      options.json
        ? `${JSON.stringify(calibration, null, 2)}\n`
        : renderCalibration(run, calibration, printing(host)),
    );
    if (ended !== null) throw ended;
    cli.finish(calibration.length > 0 ? exitCodes.fine : exitCodes.inconclusive);
  });
}

const examples = `
Examples:
  $ bench calibrate                  what can be told within five minutes
  $ bench calibrate --budget 15m     nearer to what can be told over night`;
