import { expect, test } from 'vitest';
import { oncePer } from '../../src/statistics/once-per.ts';

test('is computed once for each object, also where nothing comes of it', () => {
  const asked: object[] = [];
  const of = oncePer((key: { readonly value?: number }) => {
    asked.push(key);
    return key.value;
  });
  const [one, two, nothing] = [{ value: 1 }, { value: 1 }, {}];
  expect([one, two, one, nothing, nothing].map(of)).toEqual([1, 1, 1, undefined, undefined]);
  expect(asked).toEqual([one, two, nothing]);
});
