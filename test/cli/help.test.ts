import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bench } from './host.ts';

const root = join(import.meta.dirname, '..', '..');
// docs/ci.md has a test of its own, which runs what it says.
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/suite.md',
  'docs/load.md',
  'docs/judgement.md',
  'docs/gate.md',
];

async function help(...command: readonly string[]): Promise<string> {
  const { exit, stdout } = await bench([...command, '--help'], root);
  expect(exit).toBe(0);
  return stdout;
}

/** The commands that a help text lists. */
function commandsIn(text: string): readonly string[] {
  const [, listed = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(text) ?? [];
  return [...listed.matchAll(/^ {2}(\w+)/gm)].flatMap(([, name = '']) => (name === 'help' ? [] : [name]));
}

function flagsIn(text: string): readonly string[] {
  return [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]*/g))].filter((flag) => flag !== '--help');
}

/** What each command and its subcommands understand, by command. */
let known: ReadonlyMap<string, { readonly text: string; readonly flags: readonly string[] }>;
beforeAll(async () => {
  const names = commandsIn(await help());
  known = new Map(
    await Promise.all(
      names.map(async (name) => {
        const text = await help(name);
        const inner = await Promise.all(commandsIn(text).map((one) => help(name, one)));
        const flags = [text, ...inner].flatMap((whole) => flagsIn(whole.split(/\nExamples?:/)[0] ?? ''));
        return [name, { text, flags }] as const;
      }),
    ),
  );
});

/** Calls of the program in a text that name a command or a flag that there is not. */
function unknownIn(text: string): readonly string[] {
  const calls = [...text.matchAll(/\bbench (?:-- )?([a-z]+)\b([^\n`|]*)/g)];
  return calls.flatMap(([call, name = '', rest = '']) => {
    const { flags } = known.get(name) ?? {};
    if (flags === undefined) return [call];
    return flagsIn(rest).some((flag) => !flags.includes(flag)) ? [call] : [];
  });
}

test('there are commands to look at', () => {
  expect(known.size).toBeGreaterThan(8);
});

test('each ends with examples of its own, in which it knows every flag, and fits into 100 columns', async () => {
  const program = await help();
  for (const [name, { text }] of [...known, ['', { text: program }] as const]) {
    const [, examples = ''] = text.split(/\nExamples?:\n/);
    expect(examples).toContain(`$ bench ${name}`);
    expect(unknownIn(examples)).toEqual([]);
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  }
});

describe.each(pages)('%s', (page) => {
  let text: string;
  beforeAll(async () => {
    text = await readFile(join(root, page), 'utf8');
  });

  test('calls the program in a way that it understands', () => {
    const code = [...text.matchAll(/```sh\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
      ([, block, span]) => block ?? span ?? '',
    );
    expect(unknownIn(code.join('\n'))).toEqual([]);
  });

  test('lists flags only of the command in the same row', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| `bench '));
    const calls = rows.map((row) => row.replaceAll(/[`|]/g, ' ').trim());
    expect(unknownIn(calls.join('\n'))).toEqual([]);
  });
});

test('a command or a flag that there is not would be found', () => {
  expect(unknownIn('bench compair\nbench load --fast\nbench load --driver k6')).toEqual([
    'bench compair',
    'bench load --fast',
  ]);
});
