import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { gateSubject, type GateSubject } from '../../src/record/gate.ts';
import { environment, type Environment } from '../../src/record/run.ts';
import type { Setting } from './settings.ts';

/** What was recorded for a setting: no more than the judgement needs. */
export interface Recording {
  readonly id: string;
  /** ISO 8601. */
  readonly date: string;
  /** Of the repository, too. */
  readonly environment: Environment;
  /** Its name and version. */
  readonly server: string;
  /** Without plans. */
  readonly subjects: readonly GateSubject[];
  /** From the beginning to what is known exactly, in seconds. */
  readonly exactAfter: number;
}

const folder = join(import.meta.dirname, 'recordings');

function pathOf({ id }: Pick<Setting, 'id'>): string {
  return join(folder, `${id}.json.gz`);
}

export function isRecorded(setting: Pick<Setting, 'id'>): boolean {
  return existsSync(pathOf(setting));
}

/** @returns its size in bytes */
export async function writeRecording(recording: Recording): Promise<number> {
  await mkdir(folder, { recursive: true });
  const bytes = await promisify(gzip)(JSON.stringify(recording), { level: 9 });
  const path = pathOf(recording);
  // Under another name first: whoever is stopped here leaves no half of one.
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return bytes.length;
}

/** null where it was not made. */
export async function readRecording(setting: Pick<Setting, 'id'>): Promise<Recording | null> {
  if (!isRecorded(setting)) return null;
  const text = await promisify(gunzip)(await readFile(pathOf(setting)));
  const read = JSON.parse(text.toString()) as Recording;
  return {
    ...read,
    environment: environment.parse(read.environment),
    subjects: gateSubject.array().parse(read.subjects),
  };
}
