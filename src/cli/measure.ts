import { join } from 'node:path';
import { judge } from '../compare/judge.ts';
import type { Judgement } from '../compare/judgement.ts';
import { exitCodes } from '../errors.ts';
import { renderJson } from '../report/json.ts';
import { renderTerminal } from '../report/terminal.ts';
import { runSuite, type RunRequest } from '../run/run.ts';
import { printing, type Cli } from './host.ts';
import { interruptOf } from './interrupt.ts';
import { progressOn } from './progress.ts';
import { publish } from './publish.ts';

/** Runs what is asked for, judges it, writes the report, and shows what it came to. */
export async function measureAndShow(cli: Cli, request: RunRequest, json: boolean): Promise<void> {
  const { host } = cli;
  using interrupt = interruptOf(host);
  using progress = progressOn(host);
  const { run, path, ended } = await runSuite(request, progress, interrupt.signal);
  const judgement = judge(run);
  const reports = join(request.suite.folder, 'reports');
  const report = await publish(run, judgement, { record: path, reports });
  host.stdout.write(
    json ? renderJson(run, judgement) : renderTerminal(run, judgement, { ...printing(host), report }),
  );
  if (ended !== null) throw ended;
  cli.finish(concluded(judgement) ? exitCodes.fine : exitCodes.inconclusive);
}

/** Whether at least one comparison came to something. */
function concluded({ experiments, loads, capacities }: Judgement): boolean {
  const verdicts = [
    ...experiments.flatMap(({ variants, claim }) => [
      ...variants.flatMap(({ comparisons }) => comparisons.map(({ verdict }) => verdict)),
      ...(claim?.verdict === 'impossible' ? ['impossible'] : []),
    ]),
    ...loads.flatMap(({ comparisons }) => comparisons.map(({ verdict }) => verdict)),
    ...capacities.map(({ verdict }) => verdict),
  ];
  return verdicts.some((verdict) => verdict !== 'unclear' && verdict !== 'invalid');
}
