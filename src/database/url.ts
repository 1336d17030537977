import { Client, type ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { BenchError } from '../errors.ts';
import type { Endpoint } from './server.ts';

/**
 * Uses a server that exists already. Nothing is written to the database that the URL names,
 * and no setting of the server is changed.
 *
 * @throws BenchError `bad-database-url`, `remote-host`
 */
export function useUrl(url: string, allowRemote: boolean): Endpoint {
  const config = { ...readUrl(url), keepAlive: true };
  // The client knows what stands in for what the URL leaves out: PGHOST, PGUSER, the user's name, …
  const { host, database = 'postgres' } = new Client(config);
  if (!allowRemote && !isLoopback(host)) throw new BenchError('remote-host', host);
  return {
    kind: 'url',
    maintenance: database,
    connection: (database) => ({ ...config, database }),
    async [Symbol.asyncDispose]() {},
  };
}

/**
 * Which server a URL leads to, without user and password.
 *
 * @throws BenchError `bad-database-url`, `remote-host`
 */
export function addressOf(url: string): string {
  const { connection, maintenance } = useUrl(url, false);
  const { host, port } = new Client(connection(maintenance));
  return `${host}:${port}`;
}

function readUrl(url: string): ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new BenchError('bad-database-url');
  try {
    return parseIntoClientConfig(url);
  } catch {
    throw new BenchError('bad-database-url');
  }
}

/** Whether a host is this machine: a socket's folder, `localhost`, or an address of the loopback interface. */
export function isLoopback(host: string): boolean {
  return /^(\/.*|localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
}
