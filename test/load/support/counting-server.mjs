/**
 * An API whose statements are known: GET /statements/3 runs three; GET /wait/200 one that takes 200 ms.
 * GET /block/200 keeps its event loop busy for as long, which GET /metrics tells of.
 */
import { createServer } from 'node:http';
import { Pool } from 'pg';
import { collectDefaultMetrics, register } from 'prom-client';

collectDefaultMetrics();
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 2 });

createServer(async (request, response) => {
  const [, what, number] = request.url.split('/');
  if (what === 'health') {
    response.end(JSON.stringify({ pool: { waiting: pool.waitingCount } }));
    return;
  }
  if (what === 'metrics') {
    response.end(await register.metrics());
    return;
  }
  if (what === 'block') block(Number(number));
  else if (what === 'wait') await pool.query('SELECT pg_sleep($1::float8 / 1000)', [number]);
  else for (let i = 0; i < Number(number); i++) await pool.query('SELECT count(*) FROM pg_class');
  response.end();
}).listen(Number(process.env.PORT), '127.0.0.1');

function block(milliseconds) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
