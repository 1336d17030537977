import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../errors.ts';
import { traffic, type PacingRecord, type RoundOfLoad, type TrafficRecord } from '../record/load-round.ts';
import { lastLine, startChild } from './child.ts';
import { meterCpu, type CpuMeter } from './cpu.ts';
import { planned, type DriverRequest, type LoadDriver } from './driver.ts';
import { cleanEnvironment } from './environment.ts';
import type { K6 } from './find-k6.ts';
import { meterContainer } from './k6/container-cpu.ts';
import { containerCommand, dockerEnvironment, killContainer } from './k6/container.ts';
import { rateOf } from './pacing.ts';
import { roundEnd } from './round-end.ts';

/** Beside this file, as TypeScript in the repository and as JavaScript in the package: k6 runs both. */
const script = fileURLToPath(
  new URL(`./k6/script${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);
/** What the script imports lies in here. */
const sources = dirname(dirname(dirname(script)));

const flags = ['--quiet', '--no-color', '--no-usage-report', '--include-system-env-vars=false'];

/** Open and closed load by the real k6; a process of its own for each round. */
export function k6Driver(k6: K6, env: Readonly<Record<string, string | undefined>>): LoadDriver {
  return async (request) => {
    request.signal?.throwIfAborted();
    const folder = await mkdtemp(join(tmpdir(), 'bench-k6-'));
    try {
      return await runK6(k6, request, folder, env);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function runK6(
  k6: K6,
  request: DriverRequest,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RoundOfLoad> {
  const { pacing, seconds, settle, offset } = planned(request);
  const result = join(folder, 'result.json');
  const log = join(folder, 'k6.log');
  const variables = {
    TRAFFIC: request.file,
    BASE_URL: request.url,
    RESULT: result,
    ROUND: JSON.stringify({ pacing, seconds, settle, offset }),
  };
  // Warnings would be a line for each request that fails; only errors tell why k6 itself does not work.
  const args = ['run', ...flags, `--log-output=file=${log},level=error`, ...asFlags(variables), script];
  const name = `bench-k6-${randomUUID()}`;
  const settings = { K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_WEB_DASHBOARD_PORT: '-1' };
  const command =
    k6.kind === 'program'
      ? [k6.path, ...args]
      : [...containerCommand(name, [folder, dirname(request.file), sources], Object.keys(settings)), ...args];
  const contained = k6.kind === 'container';
  const environment = (contained ? dockerEnvironment : cleanEnvironment)(env, settings);
  const child = startChild(command, { env: environment, cwd: folder });
  request.onStart?.(child.pid);
  using meter = contained ? meterContainer(name, env) : meterCpu(child.pid);
  const stop = async (): Promise<void> => {
    // One SIGINT, so that it closes its connections and says what it saw; a second would kill it without a word.
    await child.stop('SIGINT', 2);
    if (contained) await killContainer(name, env);
  };
  const { how, code } = await roundEnd(child, request, () => void stop());
  const outcome = await readOutcome(result);
  if (code !== 0 || outcome === null) {
    const said = lastLine(await readFile(log, 'utf8').catch(() => '')) || lastLine(child.tail());
    throw new BenchError(
      'generator-failed',
      'k6',
      code === 0 ? 'its result cannot be read' : how,
      saidBy(said),
    );
  }
  return asRound(outcome, { k6, pacing, seconds, meter });
}

/** Null where there is no result, or it is not one: an exception in the script's summary does not change k6's exit code. */
async function readOutcome(file: string): Promise<TrafficRecord | null> {
  try {
    return traffic.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function asRound(
  outcome: TrafficRecord,
  { k6, pacing, seconds, meter }: { k6: K6; pacing: PacingRecord; seconds: number; meter: CpuMeter },
): RoundOfLoad {
  const from = outcome.startedAt;
  return {
    ...outcome,
    pacing,
    asked: { seconds, rate: rateOf(pacing) },
    generator: {
      driver: 'k6',
      version: k6.version,
      cpu: meter.between(from, from + outcome.seconds),
      // It uses all cores; half of them are left to what is measured.
      room: Math.max(1, availableParallelism() / 2),
    },
  };
}

/** k6's log line, less what is around its message. */
function saidBy(line: string): string {
  const message = /msg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
  return (message ?? line).replaceAll(/\\[nt]/g, ' ').slice(0, 300);
}

function asFlags(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
}
