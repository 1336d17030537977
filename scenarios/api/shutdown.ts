import { fstatSync } from 'node:fs';
import type { Server } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import type { Pool } from 'pg';

/** How long requests in flight may take, in milliseconds, before they are cut off. */
const grace = 4_000;

/** Calls back once: on SIGTERM, on SIGINT, or when whoever started this program is gone. */
export function onGoodbye(leave: (reason: string) => void): void {
  let leaving = false;
  const once = (reason: string): void => {
    if (!leaving) leave(reason);
    leaving = true;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, once);
  if (stdinIsHeldOpen()) {
    process.stdin.on('end', () => once('the parent is gone'));
    process.stdin.on('error', () => once('the parent is gone'));
    process.stdin.resume();
  }
}

/** A pipe ends with the process at its other end. A terminal or /dev/null says nothing of the kind. */
function stdinIsHeldOpen(): boolean {
  const stdin = fstatSync(0);
  return stdin.isFIFO() || stdin.isSocket();
}

/**
 * Takes no new connections, lets requests in flight finish, then leaves the database.
 *
 * @returns whether all of them could finish.
 */
export async function stop(server: Server, pool: Pool): Promise<boolean> {
  const closed = new Promise<boolean>((resolve) => server.close(() => resolve(true)));
  // Node closes connections that are idle now; those that become idle later would keep it up.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const finished = await Promise.race([closed, after(grace, false, { ref: false })]);
  clearInterval(sweep);
  if (!finished) server.closeAllConnections();
  await Promise.race([pool.end(), after(1000, undefined, { ref: false })]);
  return finished;
}
