import { connect } from 'node:net';

/** How long a connection may take, in milliseconds: what takes longer is busy, and that is not gone. */
const patience = 2_000;

/** Whether something listens at an address, however busy it is. */
export async function listens(url: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(url);
  const socket = connect({
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    timeout: patience,
  });
  try {
    return await new Promise((resolve) => {
      socket
        .once('connect', () => resolve(true))
        .once('timeout', () => resolve(true))
        .once('error', () => resolve(false));
    });
  } finally {
    socket.destroy();
  }
}
