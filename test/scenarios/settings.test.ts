import { expect, test } from 'vitest';
import { readSettings } from '../../scenarios/api/settings.ts';

const enough = { DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/d', BUILD: 'after' };

test('a database and a build are enough', () => {
  const settings = readSettings(enough);
  expect(settings).toMatchObject({ build: 'after', port: 0, logLevel: 'info', fault: null });
  expect(Math.abs(Date.parse(settings.clock()) - Date.now())).toBeLessThan(60_000);
});

test('a clock that stands still', () => {
  const { clock } = readSettings({ ...enough, NOW: '2026-01-06T13:00:00+01:00' });
  expect(Date.parse(clock())).toBe(Date.parse('2026-01-06T12:00:00Z'));
});

test('a fault, where one is asked for', () => {
  expect(readSettings({ ...enough, FAULT: 'slower=1.05' }).fault).toEqual({ kind: 'slower', factor: 1.05 });
});

test.each([
  ['a build that is none', { BUILD: 'between' }, 'BUILD'],
  ['no build', { BUILD: undefined }, 'BUILD'],
  ['a port that is none', { PORT: '70000' }, 'PORT'],
  ['a clock that is none', { NOW: 'yesterday' }, 'NOW'],
  ['a log level that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ['a fault that is none', { FAULT: 'chaos' }, 'FAULT: must be slower=1.05, stall=0.1:50 or statements=1'],
  ['no database', { DATABASE_URL: '' }, 'DATABASE_URL'],
  ['another kind of database', { DATABASE_URL: 'mysql://u:hush@127.0.0.1/d' }, 'DATABASE_URL'],
])('%s is named, and no value is repeated', (_, variables, name) => {
  const read = () => readSettings({ ...enough, ...variables });
  expect(read).toThrow(name);
  expect(read).not.toThrow('hush');
});
