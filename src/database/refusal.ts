import type { Client } from 'pg';
import { BenchError } from '../errors.ts';

/** SQLSTATEs with which a server that runs sends somebody away. */
const refusals = new Set([
  '28000', // invalid_authorization_specification: no such role, or pg_hba.conf has no line for it
  '28P01', // invalid_password
  '3D000', // invalid_catalog_name: no such database
  '42501', // insufficient_privilege: no CONNECT on the database
]);

/** What the system says where nobody answers, in words. */
const silences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOENT: 'there is no such socket',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name cannot be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no way to that host',
  ENETUNREACH: 'no way to that network',
  ECONNRESET: 'the connection was cut',
};

/**
 * Why a connection could not be made, as a problem that a user can mend; undefined where it is none.
 * Neither PostgreSQL nor node-postgres puts a password into a message, and no URL is shown here.
 */
export function connectionProblem(error: unknown, { host, port, user = '' }: Client): BenchError | undefined {
  const { code = '', message = '' } = error as Partial<{ code: string; message: string }>;
  const address = host.startsWith('/') ? host : `${host}:${port}`;
  if (refusals.has(code)) return new BenchError('login-refused', user, address, message);
  if (message.startsWith('SASL'))
    return new BenchError('login-refused', user, address, 'it wants a password');
  if (/SSL|certificate/i.test(message) || code.startsWith('ERR_TLS')) {
    return new BenchError('insecure-connection', address, message);
  }
  const reason = silences[code] ?? saidReason(code, message);
  return reason === undefined ? undefined : new BenchError('server-unreachable', address, reason);
}

function saidReason(code: string, message: string): string | undefined {
  // 57P03: starting up or shutting down; 53300: too many connections.
  if (code === '57P03' || code === '53300') return message;
  if (message.includes('timeout')) return 'no answer in time';
  if (message.includes('Connection terminated')) return 'the connection was cut';
  return undefined;
}
