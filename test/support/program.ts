import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(import.meta.dirname, '../..');
const built = join(repository, 'dist', 'bin.js');
const source = join(repository, 'src');

/**
 * What node is told to run the program in a process of its own: as it is built, which begins in half the time, where nothing
 * was changed since (`npm test` builds it before), and otherwise from source.
 */
export const program: readonly string[] = isFresh()
  ? [built]
  : ['--import', fileURLToPath(import.meta.resolve('tsx')), join(source, 'bin.ts')];

function isFresh(): boolean {
  if (!existsSync(built)) return false;
  const files = readdirSync(source, { recursive: true, withFileTypes: true });
  const changed = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs);
  return Math.max(...changed) < statSync(built).mtimeMs;
}
