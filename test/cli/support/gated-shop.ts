import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';

/*
 * A shop of a few lines in a git repository of its own: a suite, an API, the SQL that its database needs. Its first
 * commit is the base; what a pull request changes is written over it.
 */

const repository = join(import.meta.dirname, '../../..');

/** The SQL that the application's database has. */
export const migration = 'CREATE INDEX orders_customer ON orders (customer);\n';

/** What the API asks its database for. */
export const statement = 'SELECT id, total FROM orders WHERE customer = $1 ORDER BY total DESC, id LIMIT 20';

/**
 * Each request takes some milliseconds: of quicker ones a burst has four times as many, which only cost the tests time.
 *
 * @param lines put before the statement: what a request costs besides
 */
export function api(text = statement, lines = ''): string {
  return `
import { createServer } from 'node:http';
import pg from ${JSON.stringify(pathToFileURL(join(repository, 'node_modules/pg/esm/index.mjs')).href)};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
createServer(async (request, response) => {
  const customer = /^\\/customers\\/(\\d+)$/.exec(request.url)?.[1];
  if (request.url === '/health') return response.end('fine');
  if (customer === undefined) return response.writeHead(404).end();
  await new Promise((done) => setTimeout(done, 2));
  ${lines}
  const { rows } = await pool.query({ name: 'orders', text: ${JSON.stringify(text)}, values: [customer] });
  response.end(JSON.stringify(rows));
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;
}

export interface ShopSuite {
  /** One for each test file: they run side by side on one server, and tell their databases apart by it. */
  readonly name?: string;
  readonly budgets?: string;
  readonly gate?: string;
  /** What the query is, as an expression. */
  readonly run?: string;
  readonly path?: string;
}

const usualBudgets = `
    { route: 'shopping/*', p50: { growth: 0.15 }, p95: { growth: 0.25 }, errors: { atMost: 0 }, statements: { growth: 0 },
      buffers: { growth: 0.1 }, plan: { noSequentialScanOn: ['orders'], uses: ['orders_customer'] } },
    { query: 'orders/*', buffers: { growth: 0.1 }, rows: { growth: 0 } },`;

export function suite({
  name = 'gated-shop',
  budgets = usualBudgets,
  gate = '{ pairs: 1 }',
  run = 'sql`SELECT id, total FROM orders WHERE customer = ${p.customer} ORDER BY total DESC, id LIMIT 20`',
  path = '/customers/{customer}',
}: ShopSuite = {}): string {
  return `
import { defineSuite, defineTable, p, sql } from ${JSON.stringify(join(repository, 'src/index.ts'))};

const rows = 20_000;
const orders = defineTable({
  columns: ['id', 'customer', 'total', 'note'],
  rows: (factor) => rows * factor,
  row: (index, random) => [index + 1, Math.floor(random.next() * 500) + 1, Math.floor(random.next() * 1000), 'x'.repeat(100)],
});
export default defineSuite({
  name: '${name}',
  title: 'A shop',
  dataset: {
    schema: sql\`CREATE TABLE orders (id int NOT NULL, customer int NOT NULL, total int NOT NULL, note text NOT NULL)\`,
    constraints: sql\`ALTER TABLE orders ADD PRIMARY KEY (id)\`,
    now: '2026-01-01T00:00:00Z', scales: { default: 1 }, tables: { orders },
  },
  experiments: [
    {
      id: 'orders/of-customer', title: 'Orders', source: 'a test', answers: 'same rows',
      parameters: { any: [{ customer: 7 }, { customer: 99 }] },
      variants: {
        shipped: { schema: './migration.sql', run: ${run} },
        other: {},
      },
    },
  ],
  targets: { shop: { command: [process.execPath, 'api.mjs'], schema: './migration.sql' } },
  scenarios: [
    {
      id: 'shopping', title: 'Shopping', saturation: 2, timeout: 2,
      requests: [{ name: 'orders', get: '${path}', parameters: { customer: sql\`SELECT DISTINCT customer FROM orders\` } }],
    },
  ],
  gate: ${gate},
  budgets: [${budgets}],
});
`;
}

/** A repository, and ways to change it; it vanishes at the end of its block. */
export interface Shop extends AsyncDisposable {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  git(...args: readonly string[]): Promise<string>;
  /** A pull request: a branch with one commit. */
  branch(files: Readonly<Record<string, string>>): Promise<void>;
}

/** With one commit on the branch `main`. */
export async function gatedShop(files: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-gate-shop-'));
  const git = async (...args: readonly string[]): Promise<string> => {
    const identity = ['-c', 'user.name=A test', '-c', 'user.email=test@localhost'];
    return (await execa('git', [...identity, ...args], { cwd: folder })).stdout;
  };
  const write = async (changed: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(changed)) await writeFile(join(folder, name), text);
  };
  await git('init', '--quiet', '--initial-branch=main');
  await write({
    '.gitignore': 'reports/\n',
    'api.mjs': api(),
    'bench.config.ts': suite(),
    'migration.sql': migration,
    ...files,
  });
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Open the shop');
  const branch = async (changed: Readonly<Record<string, string>>): Promise<void> => {
    await git('checkout', '--quiet', '-b', 'feature');
    await write(changed);
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '--message', 'Change something');
  };
  const remove = () => rm(folder, { recursive: true, force: true });
  return { folder, git, write, branch, [Symbol.asyncDispose]: remove };
}
