import { expect, test } from 'vitest';
import { interruptOf } from '../../src/cli/interrupt.ts';
import { aHost } from './host.ts';

/** A process that can be sent signals, and what it did. */
function aProcess() {
  const handlers = new Map<string, () => void>();
  const exits: number[] = [];
  let said = '';
  const host = aHost({
    stderr: { write: (text) => (said += text) },
    on: (signal, handler) => handlers.set(signal, handler),
    off: (signal) => handlers.delete(signal),
    exit: (code) => exits.push(code),
  });
  return { host, exits, handlers, said: () => said, send: (signal: string) => handlers.get(signal)?.() };
}

test('the first signal stops in good order, and says how to stop at once', () => {
  const { host, exits, said, send } = aProcess();
  using interrupt = interruptOf(host);
  expect(interrupt.signal.aborted).toBe(false);
  send('SIGINT');
  expect(interrupt.signal.reason).toMatchObject({ code: 'interrupted', exit: 130 });
  expect(exits).toEqual([]);
  expect(said()).toMatch(/good order.*Ctrl-C again/);
});

test.each([
  ['SIGINT', 'SIGINT'],
  ['SIGINT', 'SIGTERM'],
  ['SIGTERM', 'SIGINT'],
])('%s, then %s: the program ends at once', (first, second) => {
  const { host, exits, send } = aProcess();
  using _ = interruptOf(host);
  send(first);
  send(second);
  expect(exits).toEqual([130]);
});

test('when it is over, signals are for others', () => {
  const { host, handlers } = aProcess();
  interruptOf(host)[Symbol.dispose]();
  expect([...handlers]).toEqual([]);
});
