import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import { commandLine, type RunOptions } from '../../src/cli/command-line.ts';

const usual: RunOptions = { scale: 'default', seed: 42 };

test.each<[what: string, command: readonly string[], options: Partial<RunOptions>, line: string]>([
  ['what decides the data is always there', ['compare'], {}, 'compare --scale default --seed 42'],
  ['other data', ['compare'], { scale: '3x', seed: 7 }, 'compare --scale 3x --seed 7'],
  [
    'globs are no globs of the shell',
    ['compare'],
    { only: 'orders/*,a b' },
    "compare --scale default --seed 42 --only 'orders/*,a b'",
  ],
  [
    'a quick run of queries',
    ['compare'],
    { quick: true, load: false, rounds: 6 },
    'compare --scale default --seed 42 --quick --no-load --rounds 6',
  ],
  ['load that was not left out', ['compare'], { load: true }, 'compare --scale default --seed 42'],
  [
    'load on two drivers',
    ['load', 'browse'],
    { driver: ['k6', 'autocannon'], rounds: 8, duration: 24, variant: 'before, after' },
    "load browse --scale default --seed 42 --driver k6,autocannon --variant 'before, after' --rounds 8 --duration 24",
  ],
  [
    'an API that runs elsewhere',
    ['load', 'browse'],
    { url: 'http://api.example.com:3000/v1', allowRemote: true },
    'load browse --scale default --seed 42 --url http://api.example.com:3000/v1 --allow-remote',
  ],
  [
    'a limit is no redirection of the shell',
    ['capacity', 'browse'],
    { slo: 'p95<100ms' },
    "capacity browse --scale default --seed 42 --slo 'p95<100ms'",
  ],
  [
    'another suite, with a quote in its name',
    ['compare'],
    { config: "it's.config.ts" },
    String.raw`compare --config 'it'\''s.config.ts' --scale default --seed 42`,
  ],
  ['a container', ['compare'], { container: true }, 'compare --scale default --seed 42 --container'],
  [
    'a container of an image',
    ['compare'],
    { container: 'postgres:17' },
    'compare --scale default --seed 42 --container=postgres:17',
  ],
  [
    'never the password of a database',
    ['compare'],
    { databaseUrl: 'postgres://u:geheim@127.0.0.1/x' },
    'compare --scale default --seed 42 --database-url "$DATABASE_URL"',
  ],
])('%s', (_, command, options, line) => {
  expect(commandLine(command, { ...usual, ...options })).toBe(`npx bench ${line}`);
});

test('a shell reads back the very words', () => {
  const words = ["it's", 'a b', '$HOME', '`id`', 'p95<100ms', '*', '!', '', '--x', '"', String.raw`\n`];
  const line = commandLine(words, usual).replace('npx bench', String.raw`printf '%s\n'`);
  const { stdout } = execaSync('sh', ['-c', line]);
  expect(stdout.split('\n')).toEqual([...words, '--scale', 'default', '--seed', '42']);
});
