import { expect, test } from 'vitest';
import { generatorWarning } from '../../src/run/generator-warning.ts';
import { goodRound } from '../load/support/traffic.ts';

const seen = goodRound();
const unseen = { ...seen, generator: { ...seen.generator, cpu: null } };

test('how busy the load generator was is nothing to warn of where it was seen', () => {
  expect(generatorWarning('look', 'k6', [seen, seen])).toBeNull();
});

test.each([
  ['in none of its rounds', [unseen, unseen], /^How busy k6 was in its rounds is not known/],
  ['in some of them', [seen, unseen], /^How busy k6 was in 1 of 2 rounds is not known/],
])('a warning says where it was seen %s', (_, rounds, sentence) => {
  expect(generatorWarning('look', 'k6', rounds)).toMatchObject({
    about: 'look',
    sentence: expect.stringMatching(sentence) as string,
  });
});
