import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** Where translations lie: packages are found from there. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/intowork-bench', import.meta.url));

const known = new Map<string, OwnProgram>();

/** A small program of ours that gets a process of its own. */
export interface OwnProgram {
  readonly file: string;
  /** What node needs to be told to run it. */
  readonly options: readonly string[];
}

/**
 * The program beside one of our files. Built, it is there. Node does not read its source by itself, and through tsx every
 * start takes three times as long, on cores that are to be measured: so it is translated once, with what of ours it imports.
 *
 * @param name of its file, without extension
 * @param neighbour `import.meta.url` of a file in the same folder
 */
export function ownProgram(name: string, neighbour: string): OwnProgram {
  const file = fileURLToPath(new URL(`./${name}${extname(neighbour)}`, neighbour));
  const program = known.get(file) ?? prepared(file, name);
  known.set(file, program);
  return program;
}

function prepared(file: string, name: string): OwnProgram {
  if (extname(file) !== '.ts') return { file, options: [] };
  try {
    return { file: translate(file, name), options: [] };
  } catch {
    // Not everybody who may run it may write there.
    return { file, options: ['--import', import.meta.resolve('tsx')] };
  }
}

function translate(file: string, name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
  });
  mkdirSync(cache, { recursive: true });
  const target = join(cache, `${name}.mjs`);
  // Others may be translating it too: whoever reads it reads a whole file, be it theirs or ours.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, outputFiles[0]?.contents ?? '');
  renameSync(draft, target);
  return target;
}
