/**
 * An API whose statements are known, over one connection; the number is a customer.
 *   /page/7     one statement that only a partial index serves, by name, and one with LIMIT
 *   /inlined/7  the customer stands in the text
 *   /binary/7   the customer is sent in binary form
 *   /tenant/7   in a transaction that may use no index
 *   /long/7     a text of 20 kB
 *   /moved/7    leads elsewhere, without a body of its own
 *   /order/7    makes that order; refused where it is there already
 *   /several/7  two statements in one text, one in a table of the session's own, and one that can be told
 */
import { createServer } from 'node:http';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });

const ways = {
  async page(db, customer) {
    const name = 'open_orders';
    const text = "SELECT id FROM orders WHERE status = 'open' AND customer = $1";
    await db.query({ name, text, values: [customer] });
    await db.query('SELECT id, total FROM orders ORDER BY total LIMIT 20');
  },
  inlined: (db, customer) => db.query(`SELECT total FROM orders WHERE id = ${Number(customer)}`),
  binary(db, customer) {
    const value = Buffer.alloc(4);
    value.writeInt32BE(Number(customer));
    return db.query('SELECT total FROM orders WHERE id = $1', [value]);
  },
  async tenant(db, customer) {
    await db.query('BEGIN');
    await db.query("SELECT set_config('enable_indexscan', $1, true)", ['off']);
    await db.query('SET LOCAL enable_bitmapscan = off');
    await db.query('SELECT total FROM orders WHERE id = $1', [customer]);
    await db.query('COMMIT');
  },
  long: (db, customer) =>
    db.query(`SELECT total /* ${'x'.repeat(20_000)} */ FROM orders WHERE id = $1`, [customer]),
  moved: (db, customer) => db.query('SELECT total FROM orders WHERE id = $1', [customer]),
  order: (db, number) =>
    db.query('INSERT INTO orders (id, customer) VALUES ($1, 1)', [100_000 + Number(number)]),
  async several(db, customer) {
    await db.query('SELECT 1; SELECT 2');
    await db.query('CREATE TEMPORARY TABLE IF NOT EXISTS basket (id int)');
    await db.query('SELECT id FROM basket');
    await db.query('SELECT total FROM orders WHERE id = $1', [customer]);
  },
};

createServer(async (request, response) => {
  const [, what, customer] = request.url.split('/');
  if (what !== 'health') {
    const db = await pool.connect();
    const refused = await Promise.resolve(ways[what](db, customer)).then(
      () => false,
      () => true,
    );
    db.release();
    if (refused) response.statusCode = 409;
    else if (what === 'moved') response.writeHead(302, { location: '/health' });
  }
  response.end();
}).listen(Number(process.env.PORT), '127.0.0.1');
