import { describe, expect, test } from 'vitest';
import { misfitsOf } from '../../src/suite/check.ts';
import { p, sql } from '../../src/suite/sql.ts';
import { aLoadedSuite, aSuite, anExperiment } from './suite.ts';

const { dataset } = aSuite();
const before = { run: sql`SELECT 1` };
const claim = { says: 'fast', factor: 2, asWritten: 'index' };

/** What a suite with one experiment that differs so is said to be. */
function withExperiment(different: object): unknown {
  return aSuite({ experiments: [anExperiment(different)] });
}

/** With a route that this is said to explain. */
function explained(explainedBy: object): unknown {
  return aLoadedSuite({ requests: [{ name: 'list', get: '/', explainedBy }] });
}

function withDataset(different: object): unknown {
  return aSuite({ dataset: { ...dataset, ...different } });
}

describe('a suite that fits', () => {
  test.each<[what: string, suite: unknown]>([
    ['the least', aSuite()],
    ['a claim with a range', withExperiment({ claim: { ...claim, factor: [2, 5] } })],
    [
      'a claim with all that it can have',
      withExperiment({ claim: { ...claim, before: 2, after: 1, size: 1e6 } }),
    ],
    ['a documented difference', withExperiment({ answers: { differ: 'stems' } })],
    ['a procedure', withExperiment({ variants: { before: { run: async () => 1 }, index: {} } })],
    ['a function of random', withExperiment({ parameters: { any: () => ({ customer: 1 }) } })],
    [
      'a query whose columns are known only when it runs',
      withExperiment({ parameters: { any: sql`SELECT 1 AS customer` } }),
    ],
    ['an API and a scenario', aLoadedSuite()],
    [
      'a scenario with all that load can have',
      aLoadedSuite({
        claims: [{ metric: 'p95', before: 0.8, after: 0.1 }],
        compare: ['autocannon', 'k6'],
        capacity: 'p95<100ms',
        requests: [
          { name: 'list', get: '/orders', explainedBy: { experiment: 'shop/orders', variant: 'index' } },
          {
            name: 'own',
            get: '/orders/own',
            explainedBy: { experiment: 'shop/orders', variant: 'index', class: 'all' },
          },
        ],
      }),
    ],
    ['an SQL file that is there', withDataset({ schema: './check.test.ts' })],
  ])('%s', (_, suite) => {
    expect(misfitsOf(suite, import.meta.dirname)).toEqual([]);
  });
});

describe('a suite that does not', () => {
  test.each<[what: string, suite: unknown, sentence: string | RegExp]>([
    ['nothing', null, /expected object/],
    ['a name for people', aSuite({ name: 'My Shop' }), 'name: must be lower-case letters, digits and dashes'],
    ['no experiments', aSuite({ experiments: [] }), 'experiments: must have at least one experiment'],
    ['a word too many', { ...aSuite(), experiment: [] }, /"experiment"/],
    [
      'a now without a zone',
      withDataset({ now: '2026-01-06' }),
      /^dataset\.now: must be a moment as ISO 8601/,
    ],
    [
      'no scale called default',
      withDataset({ scales: { small: 1 } }),
      'dataset.scales: must have `default: 1`',
    ],
    ['no tables', withDataset({ tables: {} }), 'dataset.tables: must have at least one table'],
    [
      'a schema that is not there',
      withDataset({ schema: './nowhere.sql' }),
      'dataset.schema: there is no file ./nowhere.sql beside the suite',
    ],
    [
      'rows that are no function',
      withDataset({ tables: { orders: { columns: ['id'], rows: 10, row: () => [1] } } }),
      'dataset.tables.orders.rows: must be a function of the factor',
    ],
    [
      'an id with spaces',
      withExperiment({ id: 'my orders' }),
      /^experiments\[0\]\.id: must look like `area\/name`/,
    ],
    [
      'an id for the second time',
      aSuite({ experiments: [anExperiment(), anExperiment()] }),
      'experiments[1].id: "shop/orders" is the id of experiments[0] already',
    ],
    [
      'a statement that is plain text',
      withExperiment({ variants: { before: { run: 'SELECT 1' }, index: {} } }),
      'experiments[0].variants.before.run: must be a statement (sql`…`) or a function that runs some',
    ],
    [
      'a baseline without a statement',
      withExperiment({ variants: { before: {}, index: before } }),
      'experiments[0].variants.before.run: the baseline (the first variant) must have it',
    ],
    [
      'one variant',
      withExperiment({ variants: { before } }),
      /^experiments\[0\]\.variants: must be two or more/,
    ],
    [
      'a number as a name, which would come first wherever it stands',
      withExperiment({ variants: { before, 1: before } }),
      /must begin with a letter/,
    ],
    [
      'an SQL file of a variant that is not there',
      withExperiment({ variants: { before, index: { schema: './nowhere.sql' } } }),
      'experiments[0].variants.index.schema: there is no file ./nowhere.sql beside the suite',
    ],
    [
      'a class without sets',
      withExperiment({ parameters: { none: [] } }),
      /^experiments\[0\]\.parameters\.none: /,
    ],
    [
      'no classes',
      withExperiment({ parameters: {} }),
      'experiments[0].parameters: must have at least one class',
    ],
    [
      'a rule for answers that there is not',
      withExperiment({ answers: 'same' }),
      /^experiments\[0\]\.answers: must be/,
    ],
    [
      'a parameter that a list does not give',
      withExperiment({ parameters: { known: [{ customer: 1 }], other: [{ id: 1 }] } }),
      'experiments[0].variants.before.run: takes "customer", which parameters.other[0] does not have',
    ],
    [
      "a parameter that only a variant's statement takes",
      withExperiment({ variants: { before, index: { run: sql`SELECT ${p.who}` } } }),
      'experiments[0].variants.index.run: takes "who", which parameters.all[0] does not have',
    ],
    [
      'a claim of a variant that there is not',
      withExperiment({ claim: { ...claim, asWritten: 'indexed' } }),
      'experiments[0].claim.asWritten: no variant is called "indexed": index',
    ],
    [
      'a claim of the baseline',
      withExperiment({ claim: { ...claim, repaired: 'before' } }),
      'experiments[0].claim.repaired: "before" is the baseline, which nothing is claimed of',
    ],
    [
      'a claimed range the wrong way round',
      withExperiment({ claim: { ...claim, factor: [5, 2] } }),
      /^experiments\[0\]\.claim\.factor: must be/,
    ],
    [
      'an API that nobody can start',
      aSuite({ targets: { before: {} as never } }),
      'targets.before: must have exactly one of command, start',
    ],
    [
      'scenarios without an API',
      aSuite({ scenarios: aLoadedSuite().scenarios ?? [] }),
      /^targets: there are scenarios/,
    ],
    [
      'a limit that is none',
      aLoadedSuite({ capacity: 'fast' }),
      /^scenarios\[0\]\.capacity: must be a limit/,
    ],
    [
      'autocannon for what it cannot do',
      aLoadedSuite({ rate: 5, compare: ['autocannon'] }),
      /^scenarios\[0\]\.compare: autocannon only sends/,
    ],
    [
      'a route that an experiment explains which there is not',
      explained({ experiment: 'shop/none', variant: 'index' }),
      'scenarios[0].requests[0].explainedBy: no experiment is called "shop/none"',
    ],
    [
      'a route that a variant explains which there is not',
      explained({ experiment: 'shop/orders', variant: 'indexed' }),
      'scenarios[0].requests[0].explainedBy: shop/orders has no variant "indexed": before, index',
    ],
    [
      'a route whose requests are of a class that there is not',
      explained({ experiment: 'shop/orders', variant: 'index', class: 'heavy' }),
      'scenarios[0].requests[0].explainedBy: shop/orders has no parameter class "heavy": all',
    ],
  ])('%s', (_, suite, sentence) => {
    const [misfit, ...others] = misfitsOf(suite, import.meta.dirname);
    expect(misfit).toMatch(sentence);
    expect(others).toEqual([]);
  });

  test('is told all of it', () => {
    expect(misfitsOf(aSuite({ name: 'X', title: '' }), import.meta.dirname)).toHaveLength(2);
  });
});
