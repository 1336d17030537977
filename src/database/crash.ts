import { readFile, rm, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';

/** Two readings of the moment at which the machine booted differ by the clock's corrections; seconds. */
const tolerance = 60;

function bootedAt(): number {
  return Date.now() / 1000 - uptime();
}

/** Notes that data is being written, until `noteClosed`. */
export async function noteOpen(note: string): Promise<void> {
  await writeFile(note, String(bootedAt()));
}

export async function noteClosed(note: string): Promise<void> {
  await rm(note, { force: true });
}

/**
 * Whether the machine went down while data was open. With fsync off, data then is not to be trusted;
 * a server that merely was killed loses nothing, because the system still had what it wrote.
 */
export async function wentDownWhileOpen(note: string): Promise<boolean> {
  const noted = await readFile(note, 'utf8').catch(() => undefined);
  return noted !== undefined && Math.abs(Number(noted) - bootedAt()) > tolerance;
}
