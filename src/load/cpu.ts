import { readdirSync, readFileSync } from 'node:fs';

/** How often processes are looked at, in milliseconds. */
const interval = 100;
/** How often new ones are looked for, which takes reading all of /proc: milliseconds that would be missing where it is measured. */
const searchInterval = 1_000;

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
  let tree: readonly number[] = [];
  let searched = -Infinity;
  const look = (): void => {
    const now = Date.now();
    if (now - searched >= searchInterval) {
      tree = treeOf(pid);
      searched = now;
    }
    const used = secondsOf(tree);
    if (used !== null) looks.push({ at: now / 1000, used });
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
  return secondsOf(treeOf(pid));
}

/** A process and its descendants, by their numbers; the process alone where it is not found. */
function treeOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of folders()) {
    const process = readProcess(Number(name));
    if (process === null) continue;
    const siblings = children.get(process.parent) ?? [];
    siblings.push(Number(name));
    children.set(process.parent, siblings);
  }
  const tree = [pid];
  // It grows as it is walked.
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

/** @param tree the root comes first: without it, nothing is known */
function secondsOf(tree: readonly number[]): number | null {
  const [root = null, ...others] = tree.map(readProcess);
  if (root === null) return null;
  const ticks = others.reduce((sum, process) => sum + (process?.ticks ?? 0), root.ticks);
  return ticks / ticksPerSecond;
}

interface Process {
  readonly parent: number;
  readonly ticks: number;
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
    return { parent: field(4), ticks };
  } catch {
    return null; // it ended meanwhile
  }
}
