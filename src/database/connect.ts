import { Client } from 'pg';
import { connectionProblem } from './refusal.ts';
import type { Endpoint } from './server.ts';
import { faithfulTypes } from './values.ts';

/** A connection that closes itself at the end of its block: `await using db = await connect(…)`. */
export type Connection = Client & AsyncDisposable;

/** How long a server may take to let us in; milliseconds. */
const patience = 10_000;

/**
 * Connects to one of a server's databases. Values come as `values.ts` says.
 * When the server goes away, the statement under way and all later ones are refused; the process lives on.
 *
 * @throws BenchError `server-unreachable`, `login-refused`, `insecure-connection`
 */
export async function connect(server: Pick<Endpoint, 'connection'>, database: string): Promise<Connection> {
  const config = { connectionTimeoutMillis: patience, ...server.connection(database), types: faithfulTypes };
  const client = new Client(config);
  // Without a listener, a connection that breaks while idle would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end();
    throw connectionProblem(error, client) ?? error;
  }
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}
