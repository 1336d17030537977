import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The only address on which anything that we start listens. */
export const loopback = '127.0.0.1';

/** A port on loopback that is free at this moment; somebody else may still be faster. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
