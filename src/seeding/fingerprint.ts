import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Dataset, Seeding } from '../suite/dataset.ts';
import { sourceText } from '../suite/source.ts';
import { copyLine } from './copy-text.ts';
import { seedingOf, type Size } from './chunk.ts';

/** Rows at either end of each table that are made to see whether the generators still make the same. */
const sample = 20;

/**
 * Tells, without making the data, whether a template holds what would be made now. It covers the SQL, the size,
 * the files beside the schema (the generators, where the suite keeps them there) and some rows of each table
 * (generators that are elsewhere, the packages that they use, and the way in which we encode).
 *
 * @param folder of the suite file
 * @returns 16 hexadecimal digits
 */
export async function fingerprint(
  dataset: Dataset,
  seeding: Seeding,
  size: Size,
  folder: string,
): Promise<string> {
  const hash = createHash('sha256');
  const { schema, constraints, now } = dataset;
  const sql = await Promise.all([schema, constraints].map((source) => sourceText(source, folder)));
  hash.update(JSON.stringify([size.factor, size.seed, now, ...sql]));
  if (typeof schema === 'string') await addFolder(hash, dirname(resolve(folder, schema)), folder);
  for (const [name, { columns, rows, row }] of Object.entries(dataset.tables)) {
    const count = rows(size.factor);
    hash.update(JSON.stringify([name, columns, count]));
    for (let index = 0; index < count; index++) {
      if (index === sample) index = Math.max(index, count - sample);
      hash.update(copyLine(row(index, seeding.random(name, index), seeding)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * What of it does not hang on the size: the same for all data that these generators make. Templates of another one are
 * of other generators, and none of them will ever be found again, whatever their size.
 */
export function generatorsFingerprint(dataset: Dataset, folder: string): Promise<string> {
  const size = { factor: 1, seed: 0 };
  return fingerprint(dataset, seedingOf(dataset, size), size, folder);
}

/** All files of a folder that is the seed's own; a schema that lies beside the suite file has none. */
async function addFolder(hash: Hash, folder: string, suite: string): Promise<void> {
  if (resolve(folder) === resolve(suite)) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) hash.update(await readFile(file));
}
