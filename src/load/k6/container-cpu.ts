import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { meterCpu, type CpuMeter } from '../cpu.ts';
import { lookAtContainer } from './container.ts';

/** How often the engine is asked whether the container is up, in milliseconds: each question is a program of its own. */
const interval = 200;

/**
 * CPU of a container, which is none of our descendants: the engine starts it, and says which process is its first.
 * Where that is not a process of this machine as we see it (an engine in a virtual machine, or we in a container
 * ourselves), nothing is known.
 */
export function meterContainer(name: string, env: Readonly<Record<string, string | undefined>>): CpuMeter {
  const end = new AbortController();
  let meter: CpuMeter | null = null;
  const begin = async (): Promise<void> => {
    const pid = await untilUp(name, env, end.signal);
    if (pid !== null && !end.signal.aborted) meter = meterCpu(pid);
  };
  void begin();
  return {
    between: (from, to) => meter?.between(from, to) ?? null,
    [Symbol.dispose]() {
      end.abort();
      meter?.[Symbol.dispose]();
    },
  };
}

/** The container's first process; null where it cannot be seen from here. */
async function untilUp(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<number | null> {
  while (!signal.aborted) {
    const container = await lookAtContainer(name, env);
    if (container !== null) return isIn(container.id, container.pid) ? container.pid : null;
    await sleep(interval, undefined, { signal, ref: false }).catch(() => {});
  }
  return null;
}

/** Whether the process of this number belongs to the container: another machine's numbers mean nothing here. */
function isIn(container: string, pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(container);
  } catch {
    return false;
  }
}
