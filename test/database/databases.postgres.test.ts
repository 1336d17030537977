import { expect, test } from 'vitest';
import { cloneDatabase, dropDatabase } from '../../src/database/databases.ts';
import { connect } from '../../src/database/connect.ts';
import { scratchDatabase, scratchName, testServer } from '../support/server.ts';

test('a clone has what its template has', async () => {
  await using server = await testServer();
  await using template = await scratchDatabase(server);
  {
    await using db = await template.connect();
    await db.query('CREATE TABLE t AS SELECT generate_series(1, 10) AS i');
  }
  const name = scratchName();
  await cloneDatabase(server, template.name, name, { purpose: 'scratch', key: 'clone' });
  {
    await using db = await connect(server, name);
    expect((await db.query('SELECT sum(i) FROM t')).rows).toEqual([{ sum: '55' }]);
  }
  await dropDatabase(server, name);
});
