import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that we started, in a process group of its own, which cannot outlive us. */
export interface Child {
  readonly pid: number;
  /** Settles when it has ended. */
  readonly ended: Promise<Ending>;
  /** What it wrote to stdout, if that was asked for. */
  stdout(): string;
  /** The last of what it wrote to stderr (and to stdout, unless that was asked for). */
  tail(): string;
  /** Asks it to stop with a signal; whatever of its group is left after `patience` seconds is killed. */
  stop(signal: NodeJS.Signals, patience: number): Promise<void>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** "exit code 1", "killed by SIGKILL", or why it could not be started. */
  readonly how: string;
}

export interface ChildOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whether stdout is a result to be kept whole. */
  readonly result?: boolean;
}

/** How much of what a program says is kept, in characters. */
const tailLength = 4_000;

/**
 * The shell leads the group and becomes the program; its little companion waits for the pipe from us to close,
 * which the system does when we die, even by `kill -9`, and then kills the group: the idea of the database's keeper,
 * for programs that need no orderly stop. The program itself gets neither the pipe nor a terminal.
 */
const leader = 'exec 3<&0; { read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 & exec "$@" 3<&- </dev/null';

/** Starts a program. That it cannot be started is an ending like any other: exit code 126 or 127. */
export function startChild(command: readonly string[], options: ChildOptions): Child {
  const process = spawn('/bin/sh', ['-c', leader, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const out = keep(process.stdout, options.result ? Infinity : tailLength);
  const said = keep(process.stderr, tailLength);
  process.stdin.on('error', () => {}); // the group is gone already, which is what closing the pipe is for
  // What it left behind goes too; it may hold the pipes open, so `close` would not come by itself.
  process.once('exit', () => process.stdin.end());
  const ended = endingOf(process);
  return {
    pid: process.pid ?? 0,
    ended,
    stdout: out,
    tail: () => [options.result ? '' : out(), said()].join('\n').trim(),
    async stop(signal, patience) {
      process.kill(signal);
      await Promise.race([ended, sleep(patience * 1000, undefined, { ref: false })]);
      process.stdin.end();
      await ended;
    },
  };
}

async function endingOf(process: ChildProcess): Promise<Ending> {
  try {
    const [code, signal] = (await once(process, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal, how: signal === null ? `exit code ${code}` : `killed by ${signal}` };
  } catch (error) {
    return { code: null, signal: null, how: (error as Error).message };
  }
}

function keep(stream: NodeJS.ReadableStream, most: number): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = `${text}${chunk}`;
    if (text.length > most) text = text.slice(-most);
  });
  return () => text;
}

/** What a program said at its end, for an error's sentence: its error where it names one, else its last line. */
export function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  const line = lines.findLast((line) => /^\w*Error\b|^error:/i.test(line.trim())) ?? lines.at(-1) ?? '';
  return line.trim().slice(0, 300).replace(/\.$/, '');
}
