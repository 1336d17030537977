import { execFile } from 'node:child_process';
import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * The processes of the server over a data folder, its backends included where the system tells (Linux).
 * PostgreSQL changes into its data folder and stays there, which no reuse of process ids can imitate.
 */
export async function serverProcesses(data: string): Promise<readonly number[]> {
  const home = await realpath(data).catch(() => data);
  return process.platform === 'linux' ? inFolder(home) : namedByFolder(home);
}

async function inFolder(home: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    // Processes that end meanwhile, or belong to others, cannot be read and are not ours.
    const [cwd, exe] = await Promise.all(
      ['cwd', 'exe'].map((link) => readlink(join('/proc', entry, link)).catch(() => '')),
    );
    if (cwd === home && basename(exe ?? '').startsWith('postgres')) found.push(pid);
  }
  return found;
}

/** Only the first process has the folder in its command line; its backends end by themselves when they miss it. */
async function namedByFolder(home: string): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,command=']);
  const lines = stdout
    .split('\n')
    .filter((line) => line.includes('postgres') && line.includes(` -D ${home} `));
  return lines.map((line) => Number.parseInt(line, 10));
}

/** How long a fast stop (which writes a checkpoint) may take, and an immediate one; seconds. */
const fastStop = 10;
const immediateStop = 3;

/** Stops the server over a data folder, or what is left of it, and waits until nothing is. */
export async function endProcesses(data: string): Promise<void> {
  let left = await serverProcesses(data);
  const noted = await postmaster(data);
  const first = left.find((pid) => pid === noted);
  // Backends whose first process was killed would take SIGINT as "cancel the query" and let their client think so.
  if (first !== undefined) left = await signalAndWait(data, left, [first], 'SIGINT', fastStop);
  left = await signalAndWait(data, left, left, 'SIGQUIT', immediateStop);
  await signalAndWait(data, left, left, 'SIGKILL', immediateStop);
}

/** @returns which of the processes outlived the signal, after at most `patience` seconds */
async function signalAndWait(
  data: string,
  pids: readonly number[],
  addressed: readonly number[],
  signal: NodeJS.Signals,
  patience: number,
): Promise<readonly number[]> {
  for (const pid of addressed) kill(pid, signal);
  const deadline = Date.now() + patience * 1000;
  let left = pids;
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(20);
    const alive = new Set(await serverProcesses(data));
    left = left.filter((pid) => alive.has(pid));
  }
  return left;
}

/** The first process of the server over a data folder, as its own lock file says. */
async function postmaster(data: string): Promise<number | undefined> {
  const lines = await lockFile(data);
  return lines === undefined ? undefined : Number(lines[0]);
}

/** Whether the server with this process id takes connections, as `pg_ctl` finds it out: the lock file's eighth line. */
export async function isReady(data: string, pid: number): Promise<boolean> {
  const lines = await lockFile(data);
  return Number(lines?.[0]) === pid && lines?.[7]?.trim() === 'ready';
}

async function lockFile(data: string): Promise<readonly string[] | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text?.split('\n');
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile, which is what was wanted.
  }
}
