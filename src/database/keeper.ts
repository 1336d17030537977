/**
 * A small program of its own: it holds the server and stops it when its standard input closes.
 * The system closes that pipe when the program at the other end dies, even by `kill -9`; and since the keeper has a
 * process group of its own, a Ctrl-C in the terminal reaches neither it nor the server, so the program decides.
 */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcesses, isReady } from './processes.ts';

/** What the keeper is asked to do, as JSON in its first argument. */
export interface KeeperOrder {
  readonly postgres: string;
  readonly flags: readonly string[];
  readonly data: string;
  /** The file that gets what the server says. */
  readonly log: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** What the keeper tells on its standard output, a line of JSON each. */
export type KeeperNews =
  | { readonly state: 'ready'; readonly pid: number }
  | { readonly state: 'ended'; readonly how: string };

/** How long a fast stop (which writes a checkpoint) may take, then how long an immediate one may; milliseconds. */
const fastStop = 10_000;
const immediateStop = 3_000;

const order = JSON.parse(process.argv[2] ?? '') as KeeperOrder;
const { data, uid, gid } = order;
const log = openSync(order.log, 'w', 0o600);
const server = spawn(order.postgres, ['-D', data, ...order.flags], {
  stdio: ['ignore', log, log],
  // Nothing of the caller's environment (PGOPTIONS, LC_ALL, TZ, …) may reach a server that is to be comparable.
  env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  ...(uid === undefined ? {} : { uid }),
  ...(gid === undefined ? {} : { gid }),
});

process.stdout.on('error', () => {}); // nobody listens any more: the reason to stop, seen on standard input

function tell(news: KeeperNews): void {
  process.stdout.write(`${JSON.stringify(news)}\n`);
}

function stop(): void {
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), fastStop).unref();
  setTimeout(() => server.kill('SIGKILL'), fastStop + immediateStop).unref();
}

async function end(how: string): Promise<void> {
  // Backends outlive a server that was killed, until they next look; with them its shared memory.
  await endProcesses(data);
  tell({ state: 'ended', how });
  process.stdin.destroy();
}

server.once('error', (error) => void end(error.message));
server.once('exit', (code, signal) => void end(signal === null ? `exit code ${code}` : signal));

process.stdin.resume().once('close', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

while (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
  if (await isReady(data, server.pid)) {
    tell({ state: 'ready', pid: server.pid });
    break;
  }
  await sleep(10);
}
