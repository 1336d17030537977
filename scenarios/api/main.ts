import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { after } from './after/index.ts';
import { createApplication } from './application.ts';
import { before } from './before/index.ts';
import { strikeOf } from './fault.ts';
import { openPool } from './pool.ts';
import { readSettings } from './settings.ts';
import { onGoodbye, stop } from './shutdown.ts';

/** The program: one process, one pool, one line on stdout with the URL once requests are welcome. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const pool = openPool(settings.build, settings.databaseUrl);
  // A connection that breaks while idle is replaced by the pool; unheard, the event would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'lost an idle connection'));
  await pool.query('SELECT 1');

  const queries = { before, after }[settings.build];
  const strike = settings.fault && strikeOf(settings.fault);
  const app = createApplication({ pool, queries, clock: settings.clock, log, strike });
  const server = createServer(app);
  server.listen(settings.port, '127.0.0.1');
  await once(server, 'listening');

  onGoodbye((reason) => {
    log.info({ reason }, 'stopping');
    void stop(server, pool).then((clean) => process.exit(clean ? 0 : 1));
  });
  process.stdout.write(`intowork-api (${settings.build}) listens on ${urlOf(server)}\n`);
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `intowork-api does not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
