import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Sql } from './sql.ts';

/** The text of SQL that a suite gives as a file beside it or in place. `folder` is the suite's. */
export async function sourceText(source: string | Sql, folder: string): Promise<string> {
  return typeof source === 'string' ? readFile(resolve(folder, source), 'utf8') : source.text;
}
