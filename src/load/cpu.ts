import { readdirSync, readFileSync } from 'node:fs';

/** How often processes are looked at, in milliseconds. */
const interval = 100;

/** Linux counts CPU time in hundredths of a second towards programs, whatever the kernel's own tick is (proc(5)). */
const ticksPerSecond = 100;

/** CPU time of a process and its descendants over wall-clock time, looked at while they live. */
export interface CpuMeter extends Disposable {
  /**
   * Cores used between two moments, in seconds since 1970; null where the system does not tell (no /proc),
   * or too few looks fell between them.
   */
  between(from: number, to: number): number | null;
}

/** Looks at a process tree until disposed. */
export function meterCpu(pid: number): CpuMeter {
  const looks: { readonly at: number; readonly used: number }[] = [];
  const look = (): void => {
    const used = cpuSeconds(pid);
    if (used !== null) looks.push({ at: Date.now() / 1000, used });
  };
  look();
  const timer = setInterval(look, interval).unref();
  return {
    between(from, to) {
      const within = looks.filter(({ at }) => at >= from - interval / 1000 && at <= to + interval / 1000);
      const [first, last] = [within[0], within.at(-1)];
      if (first === undefined || last === undefined || last.at - first.at < (to - from) / 2) return null;
      return Math.max(0, (last.used - first.used) / (last.at - first.at));
    },
    [Symbol.dispose]() {
      clearInterval(timer);
    },
  };
}

/**
 * CPU time that a process and all its descendants have used, in seconds; null where there is no such process or no
 * /proc. Those that ended meanwhile count through their parent, which inherits their time when it waits for them.
 */
export function cpuSeconds(pid: number): number | null {
  const processes = allProcesses();
  const root = processes.get(pid);
  if (root === undefined) return null;
  let ticks = 0;
  const pending = [root];
  for (let process = pending.pop(); process !== undefined; process = pending.pop()) {
    ticks += process.ticks;
    pending.push(...process.children);
  }
  return ticks / ticksPerSecond;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly children: Process[];
}

function allProcesses(): ReadonlyMap<number, Process> {
  const processes = new Map<number, Process>();
  for (const name of folders()) {
    const process = readProcess(Number(name));
    if (process !== null) processes.set(process.pid, process);
  }
  for (const process of processes.values()) processes.get(process.parent)?.children.push(process);
  return processes;
}

function folders(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // not Linux
  }
}

function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name, in parentheses, and may hold anything; the third comes after them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(fields[number - 3]);
    const ticks = [14, 15, 16, 17].reduce((sum, number) => sum + field(number), 0); // utime stime cutime cstime
    return { pid, parent: field(4), ticks, children: [] };
  } catch {
    return null; // it ended meanwhile
  }
}
