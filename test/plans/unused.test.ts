import { expect, test } from 'vitest';
import { timedInstead } from '../../src/plans/unused.ts';
import type { Cell, ClaimRecord, VariantRecord } from '../../src/record/experiment.ts';
import type { Plan } from '../../src/record/plan.ts';
import { aCell, aClaim, aClass, anExperiment, anIndex, aPlan, aVariant } from '../support/record.ts';

const rewritten = [{ text: 'SELECT EXISTS (…)', parameters: [] }];

function bringing(...names: readonly string[]): VariantRecord['arrangement'] {
  return { outcome: 'ready', seconds: 1, indexes: names.map((name) => anIndex({ name })) };
}

/** A cell whose plans, custom and generic, read the index if one is named. */
function reading(index: string | null, generic = index): Cell {
  return aCell({ plans: { custom: [aPlan('custom', index)], generic: [aPlan('generic', generic)] } });
}

function nodeOf(type: string): Cell {
  const as = (mode: Plan['mode']): Plan => {
    const plan = aPlan(mode);
    return { ...plan, root: { ...plan.root, type } };
  };
  return aCell({ plans: { custom: [as('custom')], generic: [as('generic')] } });
}

/** What stands in for a variant, by id: a baseline, then what is given, each with its cell. */
function standIn(
  of: string,
  variants: readonly (readonly [variant: VariantRecord, cell: Cell])[],
  claim: ClaimRecord | null = null,
  baseline = reading(null),
): string | null {
  const experiment = anExperiment({
    claim,
    variants: [aVariant({ id: 'before' }), ...variants.map(([variant]) => variant)],
    classes: [
      aClass({
        cells: { before: baseline, ...Object.fromEntries(variants.map(([{ id }, cell]) => [id, cell])) },
      }),
    ],
  });
  const variant = experiment.variants.find(({ id }) => id === of);
  return variant === undefined ? null : (timedInstead(experiment, variant)?.id ?? null);
}

const rewrite = aVariant({ id: 'rewrite', statements: rewritten });
const partial = aVariant({ id: 'partial', statements: rewritten, arrangement: bringing('partial') });
const whole = aVariant({ id: 'whole', statements: rewritten, arrangement: bringing('whole') });
const indexOnly = aVariant({ id: 'index', arrangement: bringing('whole') });
const [unread, read] = [reading(null), reading('whole')];

test.each<[string, string | null, string | null]>([
  ['nothing but an index that no plan reads', standIn('index', [[indexOnly, unread]]), 'before'],
  ['one that is read', standIn('index', [[indexOnly, read]]), null],
  ['one that generic plans alone read', standIn('index', [[indexOnly, reading(null, 'whole')]]), null],
  ['no index', standIn('rewrite', [[rewrite, unread]]), null],
  ['plans that nobody knows', standIn('index', [[indexOnly, aCell()]]), null],
  [
    'an index that is not read, and another plan: it may have proved something',
    standIn('index', [[indexOnly, nodeOf('Nested Loop')]]),
    null,
  ],
  [
    'a write, which pays for what it does not read',
    standIn('index', [[indexOnly, nodeOf('Update')]], null, nodeOf('Update')),
    null,
  ],
  [
    'a rewrite with an index that no plan reads, beside the rewrite alone',
    standIn('partial', [
      [partial, unread],
      [rewrite, unread],
    ]),
    'rewrite',
  ],
  [
    'the rewrite alone, which is timed then',
    standIn('rewrite', [
      [partial, unread],
      [rewrite, unread],
    ]),
    null,
  ],
  [
    'a rewrite with an index that no plan reads, and nothing beside it',
    standIn('partial', [[partial, unread]]),
    null,
  ],
  [
    'the same statement where its index is read: that takes another time',
    standIn('partial', [
      [whole, read],
      [partial, unread],
    ]),
    null,
  ],
  [
    'the first of two rewrites with indexes that no plan reads',
    standIn('partial', [
      [partial, unread],
      [whole, unread],
    ]),
    null,
  ],
  [
    'the second of them',
    standIn('whole', [
      [partial, unread],
      [whole, unread],
    ]),
    'partial',
  ],
  [
    'a rewrite alone that answers otherwise, and so is not timed',
    standIn('partial', [
      [rewrite, { ...unread, stopped: 'answers' }],
      [partial, unread],
    ]),
    null,
  ],
  [
    'one that a claim is about: its rewrite may keep the promise',
    standIn(
      'partial',
      [
        [partial, unread],
        [rewrite, unread],
      ],
      aClaim({ asWritten: 'partial' }),
    ),
    null,
  ],
  [
    'one that a claim is about, and nothing but an index',
    standIn('index', [[indexOnly, unread]], aClaim({ asWritten: 'index' })),
    'before',
  ],
])('%s', (_, found, expected) => expect(found).toBe(expected));
