import { setTimeout as sleep } from 'node:timers/promises';
import { loopback } from '../database/port.ts';
import { BenchError } from '../errors.ts';
import type { Target } from '../suite/target.ts';
import { lastLine, startChild, type Child } from './child.ts';
import { cleanEnvironment } from './environment.ts';
import { listens } from './presence.ts';

/** An API that answers its probe. */
export interface RunningTarget extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  /** Its first process on this machine; null where a function started it and did not say. */
  readonly pid: number | null;
  /** Settles with a reason when it goes away without having been asked to; never where a function started it. */
  readonly lost: Promise<string>;
  /** SIGTERM, and after some seconds (5 if absent) the end of its whole process group. */
  stop(patience?: number): Promise<void>;
}

export interface TargetStart {
  /** What errors call it. */
  readonly name: string;
  /** Of the database that it is to use. */
  readonly connectionString: string;
  readonly port: number;
  /** The folder in which its command runs, unless it names one. */
  readonly cwd: string;
  /** Of our process: what it needs to run is taken from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

const usual = { ready: '/health', readyWithin: 15 };

/** How long an orderly stop may take, in seconds. */
const stopWithin = 5;

/**
 * Starts an API on 127.0.0.1 and waits until its probe answers.
 *
 * @throws BenchError `target-port-taken`, `target-ended`, `target-not-ready`
 */
export async function startTarget(target: Target, start: TargetStart): Promise<RunningTarget> {
  // A probe of ours would be answered by a stranger.
  if (await listens(`http://${loopback}:${start.port}`))
    throw new BenchError('target-port-taken', start.name, start.port);
  const { connectionString, port } = start;
  const env = cleanEnvironment(start.env, {
    NODE_ENV: 'production',
    HOST: loopback,
    ...target.env,
    DATABASE_URL: connectionString,
    PORT: String(port),
  });
  const started = await begin(target, start, env);
  const url = `http://${loopback}:${port}`;
  try {
    await untilReady(started, target, start, url);
  } catch (error) {
    await started.stop();
    throw error;
  }
  const { pid, lost } = started;
  return { url, pid, lost, stop: started.stop, [Symbol.asyncDispose]: started.stop };
}

type Started = Pick<RunningTarget, 'pid' | 'lost' | 'stop'> & { said(): string };

async function begin(
  target: Target,
  { port, cwd }: TargetStart,
  env: Readonly<Record<string, string>>,
): Promise<Started> {
  if ('start' in target) {
    const started = await target.start({ port, env });
    const lost = new Promise<string>(() => {});
    return { pid: started.pid ?? null, lost, stop: () => started.stop(), said: () => '' };
  }
  const child = startChild(target.command, { env, cwd: target.cwd ?? cwd });
  let asked = false;
  return {
    pid: child.pid,
    lost: untilLost(child, () => asked),
    said: () => lastLine(child.tail()),
    stop(patience = stopWithin) {
      asked = true;
      return child.stop('SIGTERM', patience);
    },
  };
}

async function untilLost(child: Child, asked: () => boolean): Promise<string> {
  const { how } = await child.ended;
  if (asked()) return new Promise(() => {});
  const said = lastLine(child.tail());
  return said === '' ? how : `${how}: ${said}`;
}

async function untilReady(
  started: Started,
  { ready = usual.ready, readyWithin = usual.readyWithin }: Target,
  { name, signal }: TargetStart,
  url: string,
): Promise<void> {
  const deadline = performance.now() + readyWithin * 1000;
  const lost = started.lost.then((how) => ({ how }));
  let seen = silence;
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    const look = await Promise.race([lost, probe(`${url}${ready}`)]);
    if (typeof look !== 'string') throw new BenchError('target-ended', name, look.how);
    if (look === 'ready') return;
    seen = look;
    await sleep(25);
  }
  throw new BenchError('target-not-ready', name, `GET ${ready}: ${seen}`, readyWithin, started.said());
}

const silence = 'nothing listens there';

async function probe(url: string): Promise<string> {
  // Asked dozens of times while an API starts, and a request that is refused takes as long as ten of these.
  if (!(await listens(url))) return silence;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await answer.arrayBuffer();
    return answer.ok ? 'ready' : `status ${answer.status}`;
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return name === 'TimeoutError' ? 'no answer within a second' : (cause?.code ?? 'no answer');
  }
}
