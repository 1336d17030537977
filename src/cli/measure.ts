import { join } from 'node:path';
import { judge } from '../compare/judge.ts';
import { exitCodes } from '../errors.ts';
import { renderJson } from '../report/json.ts';
import { renderTerminal } from '../report/terminal.ts';
import { forecast, forecastInWords } from '../run/forecast.ts';
import { missingFor } from '../run/missing.ts';
import type { Progress } from '../run/progress.ts';
import { runSuite, type RunRequest } from '../run/run.ts';
import { schedules } from '../run/schedule.ts';
import { parseScale } from '../seeding/scale.ts';
import type { LoadedSuite } from '../suite/load.ts';
import { concluded } from './concluded.ts';
import { printing, type Cli, type Host } from './host.ts';
import { interruptOf } from './interrupt.ts';
import { sourceOf, type DataOptions, type ServerOptions } from './options.ts';
import { progressOn } from './progress.ts';
import { publish } from './publish.ts';

/**
 * A run of a suite on the server and the data that the options name. Whatever a command does not ask for itself is left
 * out of it: no queries, no shortcuts, and not the whole that replaces the report people read.
 *
 * @throws BenchError `unknown-scale`
 */
export function requestOf(
  suite: LoadedSuite,
  host: Host,
  options: ServerOptions & DataOptions,
  asked: Pick<RunRequest, 'load' | 'command'> & Partial<RunRequest>,
): RunRequest {
  return {
    suite,
    source: sourceOf(options, host),
    scale: parseScale(options.scale, suite.suite.dataset.scales),
    seed: options.seed,
    experiments: [],
    only: null,
    schedule: schedules.full,
    quick: false,
    full: false,
    ...asked,
  };
}

/** Runs what is asked for, judges it, writes the report, and shows what it came to. */
export async function measureAndShow(cli: Cli, request: RunRequest, json: boolean): Promise<void> {
  const { host } = cli;
  using interrupt = interruptOf(host);
  const expected = forecastInWords(forecast(request), await missingFor(request));
  using progress = progressOn(host);
  const foretelling = afterFirstStage(progress, () => host.stderr.write(`${expected}\n`));
  const { run, path, ended } = await runSuite(request, foretelling, interrupt.signal);
  const judgement = judge(run);
  const reports = join(request.suite.folder, 'reports');
  const publishing = publish(run, judgement, { record: path, reports });
  // What it came to is shown, whether or not it could be written down.
  const report = await publishing.catch(() => null);
  host.stdout.write(
    json ? renderJson(run, judgement) : renderTerminal(run, judgement, { ...printing(host), report }),
  );
  if (ended !== null) throw ended;
  await publishing;
  cli.finish(concluded(judgement) ? exitCodes.fine : exitCodes.inconclusive);
}

/** Says something when the server is up: a run that cannot begin takes no time. */
function afterFirstStage(progress: Progress, say: () => void): Progress {
  let said = false;
  return {
    ...progress,
    done(text) {
      progress.done(text);
      if (!said) say();
      said = true;
    },
  };
}
