import { once } from 'node:events';
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client, type ClientConfig } from 'pg';
import { asksForEncryption, readMessages } from './client-messages.ts';
import { follow, type Execution } from './conversation.ts';
import { loopback } from './port.ts';

/** A way to a server on which everything that clients have it execute is overheard, with the values. */
export interface Tap extends AsyncDisposable {
  /** Of its end on loopback. */
  readonly port: number;
  /** The executions since it was last asked, in order; null where a client was not understood. */
  take(): readonly Execution[] | null;
}

/**
 * Opens a tap. It passes on what is said as it is, and asks for no rights that its clients do not have: passwords are
 * between them and the server. Statements, even prepared ones, and their values can be had nowhere else so: the
 * server's own views replace constants, cut texts short and show no values.
 *
 * @returns null where the connection is to be encrypted
 */
export async function openTap(config: ClientConfig): Promise<Tap | null> {
  if (config.ssl) return null;
  // The client knows what stands in for what the configuration leaves out.
  const { host, port } = new Client(config);
  const sockets = new Set<Socket>();
  const line: Line = { executions: [], insisted: false, unheard: false };
  const server = createServer((client) => {
    const upstream = connectSocket(
      host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
    );
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay();
      // Whoever breaks off says so to the other side too, which is all that has to happen.
      socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    }
    void Promise.allSettled([pipeline(client, overhear(client, line), upstream), pipeline(upstream, client)]);
  }).listen(0, loopback);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    take() {
      const { executions } = line;
      line.executions = [];
      return line.unheard ? null : executions;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What the connections of a tap share. */
interface Line {
  executions: Execution[];
  /** Whether a client went away because encryption was refused to it. */
  insisted: boolean;
  /** Whether something was said that is not understood, such as in cipher. */
  unheard: boolean;
}

/** Most clients do without encryption where it is refused; after one that does not, it is left to the server. */
function overhear(client: Socket, line: Line): Transform {
  const read = readMessages();
  const hear = follow((execution) => line.executions.push(execution));
  let refused = false;
  let deaf = false;
  client.once('close', () => {
    line.insisted ||= refused;
  });
  /** @returns whether it is to be passed on */
  const listen = (chunk: Buffer): boolean => {
    const messages = read(chunk);
    refused = messages.some(asksForEncryption);
    if (refused && line.insisted) throw new TypeError('the client speaks in cipher');
    for (const message of messages) if (!refused) hear(message);
    return !refused;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        if (deaf || listen(chunk)) return done(null, chunk);
        client.write('N');
        return done();
      } catch {
        // Whatever it is, it is between the client and the server.
        deaf = true;
        line.unheard = true;
        done(null, chunk);
      }
    },
  });
}
