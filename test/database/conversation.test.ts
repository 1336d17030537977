import { describe, expect, test } from 'vitest';
import { asksForEncryption, readMessages, type ClientMessage } from '../../src/database/client-messages.ts';
import { follow, type Execution } from '../../src/database/conversation.ts';

/*
 * Messages by hand, as "Message Formats" in PostgreSQL's manual has them.
 */

const short = (value: number) => Buffer.from([value >> 8, value & 255]);
function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
const text = (value: string) => Buffer.from(`${value}\0`);

function message(kind: string, ...fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat(fields);
  return Buffer.concat([Buffer.from(kind), long(body.length + 4), body]);
}

function startup(...parameters: readonly string[]): Buffer {
  return message('', long(3 << 16), ...parameters.map(text), text(''));
}

const parse = (name: string, sql: string, ...types: readonly number[]) =>
  message('P', text(name), text(sql), short(types.length), ...types.map(long));

function bind(name: string, formats: readonly number[], values: readonly (string | Buffer | null)[]): Buffer {
  const written = values.flatMap((value) => {
    if (value === null) return [long(-1)];
    const bytes = Buffer.from(value as string);
    return [long(bytes.length), bytes];
  });
  const head = [text(''), text(name), short(formats.length), ...formats.map(short), short(values.length)];
  return message('B', ...head, ...written, short(0));
}

const execute = message('E', text(''), long(0));
const query = (sql: string) => message('Q', text(sql));

function heard(...messages: readonly Buffer[]): readonly Execution[] {
  const executions: Execution[] = [];
  const hear = follow((execution) => executions.push(execution));
  readMessages()(Buffer.concat([startup('user', 'ada'), ...messages])).forEach(hear);
  return executions;
}

describe('what a client says', () => {
  const said = Buffer.concat([startup('user', 'ada'), query('SELECT 1'), parse('', 'SELECT 2'), execute]);

  test('is the same, in whatever pieces it comes', () => {
    const whole = readMessages()(said);
    expect(whole.map(({ kind }) => kind)).toEqual(['', 'Q', 'P', 'E']);
    for (let size = 1; size < said.length; size++) {
      const read = readMessages();
      const pieces: ClientMessage[] = [];
      for (let at = 0; at < said.length; at += size) pieces.push(...read(said.subarray(at, at + size)));
      expect(pieces).toEqual(whole);
    }
  });

  test('begins again after a wish for encryption', () => {
    const read = readMessages();
    expect(read(message('', long(80_877_104))).map(asksForEncryption)).toEqual([true]);
    expect(read(message('', long(80_877_103))).map(asksForEncryption)).toEqual([true]);
    expect(read(said).map(({ kind }) => kind)).toEqual(['', 'Q', 'P', 'E']);
  });

  test('is nothing that another protocol has', () => {
    expect(() => readMessages()(Buffer.alloc(8))).toThrow(RangeError);
  });
});

describe('an execution', () => {
  const one = 'SELECT * FROM orders WHERE id = $1 AND state = $2';

  test('has the text and the values, named or not', () => {
    const values = ['7', null];
    expect(heard(parse('', one, 23, 0), bind('', [], values), execute)).toEqual([
      { text: one, named: false, types: [23, 0], values, settings: [], options: '' },
    ]);
    expect(heard(parse('s', one), bind('s', [0], values), execute)).toMatchObject([
      { text: one, named: true, types: [], values },
    ]);
    expect(heard(query('SELECT 7'))).toMatchObject([{ text: 'SELECT 7', named: false, values: [] }]);
  });

  test('has values in binary form as they are', () => {
    const bytes = long(7);
    expect(heard(parse('', one), bind('', [1, 0], [bytes, 'new']), execute)[0]?.values).toEqual([
      bytes,
      'new',
    ]);
    expect(heard(parse('', one), bind('', [1], [bytes, bytes]), execute)[0]?.values).toEqual([bytes, bytes]);
  });

  test('is each time that a statement is bound, and one however many pieces are fetched', () => {
    const again = [bind('s', [], ['1', 'a']), execute, bind('s', [], ['2', 'b']), execute, execute];
    expect(heard(parse('s', one), ...again).map(({ values }) => values)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
  });

  test('is none where nothing was executed', () => {
    expect(heard(parse('s', one), bind('s', [], ['1', 'a']), bind('t', [], []))).toEqual([]);
  });

  test('knows what was set before it, and not after', () => {
    const settings = heard(query('SELECT 1'), query('SET jit = off'), query('SELECT 2')).map(
      (execution) => execution.settings,
    );
    expect(settings).toEqual([[], [], [{ text: 'SET jit = off', values: [] }]]);
  });

  test('knows with which options the connection was opened', () => {
    const executions: Execution[] = [];
    const hear = follow((execution) => executions.push(execution));
    const opening = ['user', 'ada', 'options', '-c jit=off', 'search_path', 'shop, public', '_pq_.x', '1'];
    readMessages()(Buffer.concat([startup(...opening), query('SELECT 1')])).forEach(hear);
    expect(executions[0]?.options).toBe(String.raw`-c jit=off -c search_path=shop,\ public`);
  });

  test('is none in a request to cancel one', () => {
    const executions: Execution[] = [];
    const cancel = message('', long(80_877_102), long(4711), long(42));
    readMessages()(cancel).forEach(follow((execution) => executions.push(execution)));
    expect(executions).toEqual([]);
  });
});
