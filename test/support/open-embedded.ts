/**
 * A program that holds an embedded server, for tests that kill it: says "open <pid>" when it is up, then waits.
 * On SIGINT it asks the server something, closes it, and says how both went.
 */
import { connect } from '../../src/database/connect.ts';
import { openServer } from '../../src/database/open.ts';

const server = await openServer({ kind: 'embedded', cache: process.argv[2] ?? '' });
process.once('SIGINT', () => {
  void (async () => {
    {
      await using db = await connect(server, server.maintenance);
      const { rows } = await db.query<{ answer: number }>('SELECT 42 AS answer');
      process.stdout.write(`after Ctrl-C the server says ${rows[0]?.answer}\n`);
    }
    await server[Symbol.asyncDispose]();
    process.stdout.write('closed\n');
  })();
});

// Last, since whoever reads it may interrupt at once.
process.stdout.write(`open ${server.pid}\n`);
