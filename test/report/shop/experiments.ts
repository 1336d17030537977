import type { Plan } from '../../../src/record/plan.ts';
import type {
  Cell,
  ExperimentRecord,
  IndexRecord,
  ParameterClassRecord,
} from '../../../src/record/experiment.ts';
import {
  aCell,
  aClaim,
  aClass,
  anExperiment,
  anIndex,
  answersAlike,
  aVariant,
  rounds,
  steadyRounds,
} from '../../support/record.ts';
import { bitmapScan, generic, indexScan, sortedScan } from './plans.ts';

const slow: Cell['plans'] = { custom: [sortedScan], generic: [generic(sortedScan)] };
const settled: Cell['settled'] = ['custom'];

/** Faster for the frequent word and slower for the rare one, with other answers; repaired it is faster everywhere. */
export const searchText: ExperimentRecord = anExperiment({
  id: 'orders/search-text',
  title: 'Search orders by what customers wrote',
  source: '§9.1 row 1',
  claim: aClaim({
    says: '500 ms → 5 ms, 100×',
    factor: [50, 100],
    size: 20e6,
    asWritten: 'fulltext',
    repaired: 'trigram',
  }),
  variants: [
    aVariant({ id: 'before', statements: [select("note ILIKE '%' || $1 || '%'")] }),
    aVariant({
      id: 'fulltext',
      title: 'as written',
      note: 'the full-text index of §1.1',
      schema: 'CREATE INDEX orders_words ON orders USING gin (words);',
      statements: [select("words @@ websearch_to_tsquery('english', $1)")],
      answers: { differ: 'stems and whole words | no substrings' },
      arrangement: {
        outcome: 'ready',
        seconds: 44,
        indexes: [shopIndex('orders_words', 'gin (words)', { bytes: 63e6, seconds: 41.2 })],
      },
    }),
    aVariant({
      id: 'trigram',
      title: 'repaired',
      note: 'trigrams find substrings, as the text before it does',
      schema: 'CREATE EXTENSION pg_trgm;\nCREATE INDEX orders_note ON orders USING gin (note gin_trgm_ops);',
      statements: [select("note ILIKE '%' || $1 || '%'")],
      arrangement: {
        outcome: 'ready',
        seconds: 31,
        indexes: [shopIndex('orders_note', 'gin (note gin_trgm_ops)', { bytes: 48e6, seconds: 28 })],
      },
    }),
  ],
  classes: [
    searchClass('frequent', 'gift', { before: 0.1842, fulltext: 0.0098, trigram: 0.0101 }),
    searchClass('rare', 'obsidian', { before: 0.171, fulltext: 0.244, trigram: 0.0009 }),
    searchClass('absent', 'x|<b>`y`', { before: 0.169, fulltext: 0.0002, trigram: 0.0003 }),
  ],
});

/** The same plan whether or not the values are known. */
function withPlan(plan: Plan): Cell['plans'] {
  return { custom: [plan], generic: [generic(plan)] };
}

function select(condition: string) {
  return {
    text: `SELECT id, note, placed_at\nFROM orders\nWHERE ${condition}\nORDER BY placed_at DESC\nLIMIT 20`,
    parameters: ['word'],
  };
}

function searchClass(
  name: string,
  word: string,
  seconds: Readonly<Record<string, number>>,
): ParameterClassRecord {
  return aClass({
    name,
    sets: [{ word }, ...Array.from({ length: 119 }, (_, i) => ({ word: `${word}${i}` }))],
    cells: {
      before: aCell({ answers: null, plans: slow, settled }),
      fulltext: aCell({
        plans: { custom: [bitmapScan('orders_words')], generic: [generic(sortedScan)] },
        settled,
        answers: {
          satisfied: true,
          differing: 31,
          sets: 100,
          rows: { baseline: [0, 20], variant: [0, 18] },
          example: {
            parameters: { word },
            onlyBaseline: '{"id":7,"note":"a giftbox | <script>alert(1)</script>"}',
            onlyVariant: null,
          },
        },
      }),
      trigram: aCell({ plans: withPlan(bitmapScan('orders_note')), settled }),
    },
    rounds: steadyRounds(12, seconds),
  });
}

/** Better everywhere, by more than is claimed. */
export const hasBought: ExperimentRecord = anExperiment({
  id: 'orders/has-bought',
  title: 'Has this customer bought these products?',
  source: '§9.1 row 2',
  claim: aClaim({ says: '20 ms → 1 ms, 20×', factor: [20, 20] }),
  variants: [aVariant({ id: 'before' }), withIndex('as written', 'orders_customer')],
  classes: [
    timed('heavy', 'orders_customer', { before: 0.0204, after: 0.0006 }),
    timed('typical', 'orders_customer', { before: 0.0191, after: 0.0002 }),
  ],
});

/** Nobody claimed anything of it, and it gains most. */
export const list: ExperimentRecord = anExperiment({
  id: 'orders/list',
  title: 'The newest open orders',
  source: '§3.1',
  variants: [
    aVariant({ id: 'before' }),
    withIndex('index on (status, placed_at DESC)', 'orders_status_placed_at', '(status, placed_at DESC)'),
  ],
  classes: [timed('first page', 'orders_status_placed_at', { before: 0.232, after: 0.0002 })],
});

/** Cannot be built as written; repaired it changes nothing. */
export const validate: ExperimentRecord = anExperiment({
  id: 'sessions/validate',
  title: 'Is this session still good?',
  source: '§9.1 row 3',
  claim: aClaim({ says: '10 ms → 0.5 ms, 20×', factor: [20, 20], asWritten: 'after', repaired: 'repaired' }),
  variants: [
    aVariant({ id: 'before' }),
    aVariant({
      title: 'as written',
      schema: 'CREATE INDEX sessions_active ON sessions (token) WHERE expires_at > NOW();',
      arrangement: {
        outcome: 'failed',
        failure: {
          code: '42P17',
          message: 'functions in index predicate must be marked IMMUTABLE',
          statement: 'CREATE INDEX sessions_active ON sessions (token) WHERE expires_at > NOW();',
        },
      },
    }),
    { ...withIndex('repaired', 'sessions_token', '(token)'), id: 'repaired' },
  ],
  classes: [
    aClass({
      name: 'good',
      cells: {
        before: aCell({ answers: null, plans: withPlan(indexScan('sessions_pkey')), settled }),
        repaired: aCell({ plans: withPlan(indexScan('sessions_pkey')), settled }),
      },
      rounds: steadyRounds(12, { before: 0.00088, repaired: 0.000882 }),
    }),
  ],
});

/** Answers that nobody allowed to differ. */
export const dashboard: ExperimentRecord = anExperiment({
  id: 'customers/dashboard',
  title: 'Figures for a customer',
  source: '§9.1 row 4',
  claim: aClaim({ says: '150 ms → 15 ms, 10×' }),
  variants: [aVariant({ id: 'before' }), aVariant({ title: 'as written', statements: [select('true')] })],
  classes: [
    aClass({
      name: 'heavy',
      sets: Array.from({ length: 25 }, (_, i) => ({ customer: i + 7 })),
      cells: {
        before: aCell({ answers: null, plans: slow, settled }),
        after: aCell({
          plans: slow,
          settled,
          stopped: 'answers',
          answers: {
            ...answersAlike,
            satisfied: false,
            differing: 3,
            example: { parameters: { customer: 7 }, onlyBaseline: '{"open":3}', onlyVariant: '{"open":6}' },
          },
        }),
      },
      rounds: steadyRounds(12, { before: 0.15 }),
    }),
  ],
});

/** A machine so noisy that nothing can be said. */
export const inbox: ExperimentRecord = anExperiment({
  id: 'customers/inbox',
  title: 'Unread messages',
  source: '§9.1 row 5',
  note: 'Hangs on the share of unread messages: a tenth of them here',
  claim: aClaim({ says: '12 ms → 10 ms, 1.2×', factor: [1.2, 1.2] }),
  variants: [aVariant({ id: 'before' }), aVariant({ title: 'as written', statements: [select('unread')] })],
  classes: [
    aClass({
      cells: {
        before: aCell({ answers: null, plans: slow, settled }),
        after: aCell({ plans: slow, settled }),
      },
      rounds: rounds(
        [1.3, 0.8, 1.1, 0.7, 1.2, 0.9, 1.25, 0.75].map((factor) => ({
          before: 0.012,
          after: 0.012 * factor,
        })),
      ),
    }),
  ],
});

function withIndex(title: string, name: string, columns = '(customer)') {
  return aVariant({
    title,
    schema: `CREATE INDEX ${name} ON orders ${columns};`,
    arrangement: { outcome: 'ready', seconds: 2, indexes: [shopIndex(name, `btree ${columns}`)] },
  });
}

function shopIndex(name: string, on: string, different: Partial<IndexRecord> = {}): IndexRecord {
  return anIndex({ name, definition: `CREATE INDEX ${name} ON public.orders USING ${on}`, ...different });
}

function timed(name: string, index: string, seconds: Readonly<Record<string, number>>): ParameterClassRecord {
  return aClass({
    name,
    cells: {
      before: aCell({ answers: null, plans: slow, settled }),
      after: aCell({ plans: withPlan(indexScan(index)), settled }),
    },
    rounds: steadyRounds(12, seconds),
  });
}
