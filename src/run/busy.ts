import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** In milliseconds: a dozen of the kernel's ticks on each core. */
const window = 150;

/**
 * Cores that are kept busy while we do nothing, in cores. A load average would tell of the minute before, in which packages
 * were installed or a program built.
 */
export async function busyCores(): Promise<number> {
  const before = ticks();
  await sleep(window);
  const after = ticks();
  return ((after.busy - before.busy) / (after.all - before.all)) * cpus().length;
}

function ticks(): { readonly busy: number; readonly all: number } {
  const times = cpus().map(({ times }) => times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
}
