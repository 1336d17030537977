import { expect, test } from 'vitest';
import { beginsWith, indexedBy, isSameIndex } from '../../src/report/index-definition.ts';

function index(definition: string, table = 'orders') {
  return { table, definition: `CREATE INDEX ${definition}` };
}

const on = (columns: string) => index(`a ON public.orders USING btree ${columns}`);

test('an index is told by what it is on, and not by its name or kind of a B-tree', () => {
  const made = index("a ON ONLY public.orders USING btree (customer) WHERE (status = 'open'::text)");
  expect(indexedBy(made)).toBe("orders (customer) WHERE (status = 'open'::text)");
  expect(indexedBy(index('a ON orders USING gin (words)'))).toBe('orders USING gin (words)');
});

test.each([
  ['another name', on('(customer)'), index('b ON public.orders USING btree (customer)'), true],
  ['another order', on('(customer)'), on('(customer DESC)'), false],
  ['other rows', on('(customer)'), on('(customer) WHERE paid'), false],
  ['another kind', on('(customer)'), index('a ON public.orders USING hash (customer)'), false],
  ['another table', on('(customer)'), index('a ON public.orders USING btree (customer)', 'bills'), false],
  [
    'unique',
    on('(customer)'),
    { table: 'orders', definition: 'CREATE UNIQUE INDEX a ON public.orders USING btree (customer)' },
    false,
  ],
])('is the same: %s', (_, one, other, same) => {
  expect(isSameIndex(one, other)).toBe(same);
  expect(isSameIndex(other, one)).toBe(same);
});

test.each([
  ['fewer columns', on('(customer, status)'), on('(customer)'), true],
  ['more columns', on('(customer)'), on('(customer, status)'), false],
  ['the same', on('(customer)'), on('(customer)'), false],
  ['other columns first', on('(status, customer)'), on('(customer)'), false],
  ['a column in another order', on('(customer DESC, status)'), on('(customer)'), false],
  ['of fewer rows', on('(customer, status) WHERE paid'), on('(customer)'), false],
  ['of the same rows', on('(customer, status) WHERE paid'), on('(customer) WHERE paid'), true],
  ['with more beside', on('(customer, status) INCLUDE (id)'), on('(customer)'), true],
  ['with less beside', on('(customer, status)'), on('(customer) INCLUDE (id)'), false],
  [
    'an expression with commas and quotes',
    on('(coalesce(a, \',)\'), "odd, name", status)'),
    on('(coalesce(a, \',)\'), "odd, name")'),
    true,
  ],
  [
    'columns of a kind without an order',
    index('a ON orders USING gin (a, b)'),
    index('a ON orders USING gin (a)'),
    false,
  ],
  ['another table', on('(customer, status)'), index('a ON bills USING btree (customer)', 'bills'), false],
])('begins with it: %s', (_, longer, shorter, begins) => {
  expect(beginsWith(longer, shorter)).toBe(begins);
});
