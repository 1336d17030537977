/** What a client of PostgreSQL says at once. The first message of a connection is of no kind. */
export interface ClientMessage {
  /** "P" (Parse), "B" (Bind), "E" (Execute), "Q" (Query), …; "" for what opens a connection. */
  readonly kind: string;
  readonly body: Buffer;
}

/** Codes in the place of a version. Source: "Message Formats" in PostgreSQL's manual. */
const encryption = new Set([80_877_103, 80_877_104]); // SSLRequest, GSSENCRequest

/**
 * Cuts what a client sends over one connection into messages, however it comes in pieces.
 *
 * @throws RangeError where this is no client of PostgreSQL
 */
export function readMessages(): (chunk: Buffer) => readonly ClientMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  let open = false;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: ClientMessage[] = [];
    for (;;) {
      const head = open ? 1 : 0;
      if (rest.length < head + 4) return messages;
      const length = rest.readInt32BE(head);
      if (length < 4) throw new RangeError(`a message of ${length} bytes`);
      if (rest.length < head + length) return messages;
      const kind = rest.toString('latin1', 0, head);
      const message = { kind, body: rest.subarray(head + 4, head + length) };
      rest = rest.subarray(head + length);
      // Whoever asked for encryption and was refused begins again.
      open ||= !asksForEncryption(message);
      messages.push(message);
    }
  };
}

/** Whether a client would rather not be overheard; it waits for a byte that answers it. */
export function asksForEncryption({ kind, body }: ClientMessage): boolean {
  return kind === '' && body.length === 4 && encryption.has(body.readInt32BE(0));
}
