import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { historyEntry, historyVersion, type HistoryEntry } from './history.ts';

/**
 * All runs of a history, in the order of its lines; empty lines are passed over.
 *
 * @returns null where there is no such file
 * @throws BenchError where it cannot be read, or with the line that is broken or of another version.
 */
export async function readHistory(path: string): Promise<readonly HistoryEntry[] | null> {
  const text = await textOf(path);
  if (text === null) return null;
  return text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [entryOf(line, { path, number: i + 1 })]));
}

/**
 * Adds a line for each run at the end, and leaves what is there as it is.
 *
 * @throws BenchError where the file cannot be written.
 */
export async function appendHistory(path: string, entries: readonly HistoryEntry[]): Promise<void> {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  try {
    await mkdir(dirname(path), { recursive: true });
    // Somebody's editor may have left the last line open.
    const open = !/^$|\n$/.test((await textOf(path)) ?? '');
    await appendFile(path, open ? `\n${lines}` : lines);
  } catch (error) {
    if (error instanceof BenchError) throw error;
    throw new BenchError('history-unwritable', path, (error as Error).message);
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BenchError('history-unreadable', path, (error as Error).message);
  }
}

interface Place {
  readonly path: string;
  /** Of the line, from 1. */
  readonly number: number;
}

function entryOf(line: string, { path, number }: Place): HistoryEntry {
  const data = parsed(line);
  const { version } = z.object({ version: z.number() }).catch({ version: historyVersion }).parse(data);
  if (version !== historyVersion) {
    throw new BenchError('history-version', path, number, version, historyVersion);
  }
  const checked = historyEntry.safeParse(data);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.join('.');
  const trouble = data === undefined ? 'it is not JSON' : `${where}: ${issue?.message ?? 'it does not fit'}`;
  throw new BenchError('history-line', path, number, trouble);
}

/** undefined where it is not JSON, which has no such value. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
