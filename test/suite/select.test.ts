import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors.ts';
import type { Experiment } from '../../src/suite/experiment.ts';
import { selectExperiments } from '../../src/suite/select.ts';
import { aSuite, anExperiment } from './suite.ts';

const ids = ['jobs/list', 'jobs/search', 'sessions/validate', 'jobs/search/text'];
const suite = aSuite({ experiments: ids.map((id) => anExperiment({ id })) });

function idsOf(experiments: readonly Experiment[]): readonly string[] {
  return experiments.map(({ id }) => id);
}

describe('selectExperiments', () => {
  test.each<[what: string, only: string | undefined, ids: readonly string[]]>([
    ['nothing asked for: all', undefined, ids],
    ['an id', 'jobs/search', ['jobs/search']],
    ['a folder, and not what lies deeper', 'jobs/*', ['jobs/list', 'jobs/search']],
    ['a folder and all below', 'jobs/**', ['jobs/list', 'jobs/search', 'jobs/search/text']],
    ["several patterns, in the suite's order", 'sessions/*,jobs/list', ['jobs/list', 'sessions/validate']],
    ['white space around patterns', ' jobs/list , sessions/* ', ['jobs/list', 'sessions/validate']],
    ['a comma within braces', '{jobs/list,sessions/*}', ['jobs/list', 'sessions/validate']],
    ['one that two patterns match comes once', 'jobs/list,jobs/l*', ['jobs/list']],
  ])('%s', (_, only, expected) => {
    expect(idsOf(selectExperiments(suite, only))).toEqual(expected);
  });

  test.each<[what: string, only: string, pattern: string]>([
    ['a pattern that matches none', 'job/*', 'job/*'],
    ['one of several that matches none', 'jobs/list,jbos/list', 'jbos/list'],
    ['an empty pattern', '', ''],
    ['a comma too many', 'jobs/list,', ''],
  ])('refuses %s', (_, only, pattern) => {
    expect(() => selectExperiments(suite, only)).toThrow(
      expect.objectContaining({ code: 'unknown-experiment', message: `No experiment matches "${pattern}".` }),
    );
  });

  test('names the nearest first', () => {
    expect(() => selectExperiments(suite, 'session/validat')).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('them: sessions/validate, ') as string }),
    );
    expect(() => selectExperiments(suite, 'session/validat')).toThrow(BenchError);
  });
});
