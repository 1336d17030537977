import { expect, test } from 'vitest';
import { colors, printing } from '../../src/cli/host.ts';
import { aHost } from './host.ts';

test.each<[what: string, env: Record<string, string>, isTTY: boolean, color: boolean]>([
  ['a terminal', { TERM: 'xterm-256color' }, true, true],
  ['a terminal of which nothing is known', {}, true, true],
  ['a pipe', { TERM: 'xterm-256color' }, false, false],
  ['a dumb terminal', { TERM: 'dumb' }, true, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, false],
  ['NO_COLOR with any value', { NO_COLOR: '0' }, true, false],
  ['NO_COLOR that is empty, which does not count', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR on a dumb terminal', { FORCE_COLOR: '1', TERM: 'dumb' }, true, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
  ['both', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
])('colours: %s', (_, env, isTTY, color) => {
  const stdout = { write: () => {}, isTTY };
  const host = aHost({ env, stdout });
  expect(printing(host).color).toBe(color);
  expect(colors(host, stdout).red('x') !== 'x').toBe(color);
});

test.each([
  ['a narrow terminal', 60, 60],
  ['a wide one', 200, 100],
  ['a pipe', undefined, 100],
])('width: %s', (_, columns, width) => {
  const stdout = { write: () => {}, ...(columns === undefined ? {} : { columns }) };
  expect(printing(aHost({ stdout })).width).toBe(width);
});
