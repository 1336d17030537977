import type { ClientMessage } from './client-messages.ts';
import { settingsAfter, type Said } from './session-settings.ts';

/** A statement as a client had it executed. */
export interface Execution extends Said {
  /** Whether it was prepared by name: then PostgreSQL may settle on a generic plan. */
  readonly named: boolean;
  /** OIDs of its parameters, as far as the client declared them; 0 leaves one to the server. */
  readonly types: readonly number[];
  /** What the session had set before, in order. */
  readonly settings: readonly Said[];
  /** What it was opened with, in the form of libpq's `options`: "-c work_mem=64MB". */
  readonly options: string;
}

type Prepared = Pick<Execution, 'text' | 'named' | 'types'>;

/**
 * Follows what a client says over one connection. Statements that the server refuses are not told from others.
 * Source: "Message Formats" in PostgreSQL's manual.
 */
export function follow(onExecution: (execution: Execution) => void): (message: ClientMessage) => void {
  const prepared = new Map<string, Prepared>();
  const portals = new Map<string, Prepared & Said>();
  let options = '';
  let settings: readonly Said[] = [];

  const execute = (statement: Prepared & Said): void => {
    onExecution({ ...statement, settings, options });
    settings = settingsAfter(settings, { text: statement.text, values: statement.values });
  };

  return ({ kind, body }) => {
    const read = fieldsOf(body);
    if (kind === '') {
      options = optionsOf(read);
    } else if (kind === 'P') {
      const name = read.text();
      const text = read.text();
      const types = Array.from({ length: read.short() }, () => read.long());
      prepared.set(name, { text, named: name !== '', types });
    } else if (kind === 'B') {
      const portal = read.text();
      const statement = prepared.get(read.text());
      if (statement !== undefined) portals.set(portal, { ...statement, values: valuesOf(read) });
    } else if (kind === 'E') {
      const portal = read.text();
      const bound = portals.get(portal);
      // Whoever fetches in pieces executes one portal several times.
      portals.delete(portal);
      if (bound !== undefined) execute(bound);
    } else if (kind === 'Q') {
      execute({ text: read.text(), named: false, types: [], values: [] });
    }
  };
}

type Fields = ReturnType<typeof fieldsOf>;

function fieldsOf(body: Buffer) {
  let at = 0;
  const text = (): string => {
    const end = body.indexOf(0, at);
    const field = body.toString('utf8', at, end === -1 ? body.length : end);
    at = end === -1 ? body.length : end + 1;
    return field;
  };
  const short = (): number => body.readInt16BE((at += 2) - 2);
  const long = (): number => body.readInt32BE((at += 4) - 4);
  /** A copy, since the chunk that it came in is long. */
  const bytes = (length: number): Buffer => Buffer.from(body.subarray(at, (at += length)));
  const more = (): boolean => at < body.length;
  return { text, short, long, bytes, more };
}

/** Formats are given for each value, once for all of them, or not at all, which is text. */
function valuesOf(read: Fields): Said['values'] {
  const formats = Array.from({ length: read.short() }, () => read.short());
  return Array.from({ length: read.short() }, (_, i) => {
    const length = read.long();
    if (length === -1) return null;
    const value = read.bytes(length);
    return (formats.length === 1 ? formats[0] : formats[i]) === 1 ? value : value.toString('utf8');
  });
}

/** Who connects to what, and how values are written down, does not shape plans. */
const others = new Set(['user', 'database', 'application_name', 'client_encoding', 'replication']);

function optionsOf(read: Fields): string {
  // Requests to cancel something have another code in the place of a version.
  if (read.long() >> 16 !== 3) return '';
  const options: string[] = [];
  while (read.more()) {
    const name = read.text();
    if (name === '') break;
    const value = read.text();
    if (name === 'options') options.push(value);
    else if (!others.has(name) && !name.startsWith('_pq_.')) options.push(`-c ${name}=${escaped(value)}`);
  }
  return options.join(' ');
}

/** Source: `pg_split_opts` in src/backend/utils/init/postinit.c. */
function escaped(value: string): string {
  return value.replaceAll(/[\s\\]/g, String.raw`\$&`);
}
