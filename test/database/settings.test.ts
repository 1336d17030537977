import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asFlags, measuringSettings } from '../../src/database/settings.ts';

const gigabyte = 1024 ** 3;

test.each([
  ['a quarter of a small machine', 1, '256MB'],
  ['no less than PostgreSQL’s own default', 0.25, '128MB'],
  ['no more than half a gigabyte of a large machine', 64, '512MB'],
])('shared buffers take %s', (_, gigabytes, expected) => {
  expect(measuringSettings(gigabytes * gigabyte)['shared_buffers']).toBe(expected);
});

test('the settings become flags of postgres', () => {
  expect(asFlags({ fsync: 'off', wal_level: 'minimal' })).toEqual([
    '-c',
    'fsync=off',
    '-c',
    'wal_level=minimal',
  ]);
});

test('docker-compose.yml has the settings of the embedded server', () => {
  const compose = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');
  const flags = [...compose.matchAll(/^ +- (\w+=\S+)$/gm)].map(([, flag]) => flag);
  const settings = Object.entries(measuringSettings(64 * gigabyte));
  expect(flags).toEqual(settings.map(([name, value]) => `${name}=${value}`));
});
