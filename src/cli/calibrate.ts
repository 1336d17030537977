import { resolve } from 'node:path';
import { Command } from 'commander';
import { calibrationOf } from '../compare/gate/calibration.ts';
import { renderCalibration } from '../report/gate/calibration.ts';
import { layoutFor } from '../run/gate/layout.ts';
import { loadSuite } from '../suite/load.ts';
import { commandLine } from './command-line.ts';
import { secondsOf } from './gate-options.ts';
import { gateRequest, runAndShow } from './gate.ts';
import { printing, type Cli } from './host.ts';
import {
  withData,
  withServer,
  withSuite,
  type DataOptions,
  type ServerOptions,
  type SuiteOptions,
} from './options.ts';

type Options = SuiteOptions &
  ServerOptions &
  DataOptions & { readonly budget: string; readonly json?: boolean };

/** `bench calibrate`: the application against itself, to see what this machine can tell, and so what budgets can ask. */
export function calibrateCommand(cli: Cli): Command {
  const { host } = cli;
  const command = new Command()
    .option('--budget <time>', 'how long it may take', '5m')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples);
  return withServer(withData(withSuite(command))).action(async (options: Options) => {
    const seconds = secondsOf(options.budget);
    const suite = await loadSuite(resolve(host.cwd(), options.config ?? ''));
    const words = commandLine(['calibrate', '--budget', options.budget], options);
    await runAndShow(
      cli,
      {
        ...gateRequest(suite, options, host, words),
        base: { kind: 'same' },
        exactOnly: false,
        layout: layoutFor(true, seconds),
        waivers: [],
        onUnclear: 'pass',
      },
      async (run, judgement) => {
        const calibration = calibrationOf(run, judgement);
        if (!options.json) {
          host.stdout.write(renderCalibration(run, judgement, calibration, printing(host)));
          return;
        }
        host.stdout.write(`${JSON.stringify(calibration, null, 2)}\n`);
        if (judgement.outcome !== 'passed') host.stderr.write(`${judgement.headline}\n`);
      },
    );
  });
}

const examples = `
Examples:
  $ bench calibrate                  what can be told within five minutes
  $ bench calibrate --budget 15m     nearer to what can be told over night`;
