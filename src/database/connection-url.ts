import { Client, type ClientConfig } from 'pg';

/**
 * The same connection as a URL, for programs that take DATABASE_URL. It holds the password: give it to a program's
 * environment and nowhere else. Certificates in files are not carried over.
 */
export function connectionUrl(config: ClientConfig): string {
  // The client knows what stands in for what the configuration leaves out.
  const { host, port, user = '', password, database = '' } = new Client(config);
  const login = `${encodeURIComponent(user)}${password ? `:${encodeURIComponent(password)}` : ''}`;
  const parameters = new URLSearchParams();
  const socket = host.startsWith('/');
  if (socket) parameters.set('host', host);
  if (config.ssl) parameters.set('sslmode', isChecked(config.ssl) ? 'verify-full' : 'no-verify');
  const asked = parameters.size === 0 ? '' : `?${parameters.toString()}`;
  const address = socket ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `postgres://${login}@${address}:${port}/${encodeURIComponent(database)}${asked}`;
}

function isChecked(ssl: NonNullable<ClientConfig['ssl']>): boolean {
  return ssl === true || (typeof ssl === 'object' && ssl.rejectUnauthorized !== false);
}
