import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { formatVersion, run, type Run } from './run.ts';
import { writeWhole } from './whole.ts';

/** Writes the record whole or not at all, so that a run that dies leaves the last good one behind. */
export async function writeRun(path: string, record: Run): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, `${JSON.stringify(record)}\n`);
}

/**
 * Reads a record and checks it against the schema.
 *
 * @throws BenchError where it cannot be read, is no record, or is one of another format version.
 */
export async function readRun(path: string): Promise<Run> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BenchError(
      'record-unreadable',
      path,
      error.code === 'ENOENT' ? 'there is no such file' : error.message,
    );
  });
  const data = parse(path, text);
  const { format } = z.object({ format: z.number() }).catch({ format: formatVersion }).parse(data);
  if (format !== formatVersion) throw new BenchError('record-version', path, format, formatVersion);
  const checked = run.safeParse(data);
  if (!checked.success) throw new BenchError('record-invalid', path, firstIssue(checked.error));
  return checked.data;
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BenchError('record-invalid', path, 'it is not JSON');
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'it does not fit the schema';
  return `${issue.path.join('.') || 'the whole'}: ${issue.message}`;
}
