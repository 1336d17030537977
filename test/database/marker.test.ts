import { expect, test } from 'vitest';
import { isOurName, looksLikeOurs, readMarker, writeMarker } from '../../src/database/marker.ts';

test('a mark is read as it was written', () => {
  const marker = { purpose: 'template', key: 'abc 15.18', session: 'intowork-bench 1' } as const;
  expect(readMarker(writeMarker(marker))).toEqual(marker);
  const shared = { ...marker, users: ['intowork-bench 2'], detail: 'more' };
  expect(readMarker(writeMarker(shared))).toEqual(shared);
});

test.each([
  ['no comment', null],
  ['an empty one', ''],
  ['prose', 'made by intowork-bench'],
  ['JSON of something else', '{"purpose":"template","key":"k","session":"s"}'],
  ['JSON that is no object', 'null'],
  ['somebody else’s mark', '{"madeBy":"other","purpose":"template","key":"k","session":"s"}'],
  ['a mark of ours that lacks something', '{"madeBy":"intowork-bench","purpose":"template"}'],
])('%s is no mark of ours', (_, comment) => {
  expect(readMarker(comment)).toBeUndefined();
});

test.each([
  ['bench_a', true],
  ['bench_template_0123abcd', true],
  ['bench_', false],
  ['benchmark', false],
  ['bench_A', false],
  ['bench_a"; DROP DATABASE postgres', false],
  [`bench_${'x'.repeat(57)}`, true],
  [`bench_${'x'.repeat(58)}`, false],
])('is %s a name that we may give? %s', (name, ours) => {
  expect(isOurName(name)).toBe(ours);
});

test.each([
  ['an arrangement’s', 'bench_0123abcd_7', true],
  ['that of one that is kept', 'bench_kept_0123456789abcdef', true],
  ['a template’s', 'bench_my_shop_0123456789abcdef', true],
  ['a word of somebody’s own', 'bench_results', false],
  ['a date', 'bench_20260131_1', true],
  ['one without our prefix', 'kept_0123456789abcdef', false],
  ['one that needs quoting', 'bench_My-Shop_0123456789abcdef', false],
])('does it look like a name of ours? %s: %s', (_, name, like) => {
  expect(looksLikeOurs(name)).toBe(like);
});
