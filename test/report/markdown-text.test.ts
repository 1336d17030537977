import * as fc from 'fast-check';
import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { code, details, fenced, html, slug, table, prose, text } from '../../src/report/markdown-text.ts';
import { oneLine } from '../../src/report/words.ts';
import { parseMarkdown, textOf } from './markdown-tree.ts';

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(32 + i));

const special = Array.from('\\`*_[]()<>|~#&!$-+=.:"\'{}1a ');

/** Text full of what means something in Markdown, in HTML or in a table. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      ...special,
      '\n',
      '\\|',
      '&amp;',
      '<b>',
      '**',
      '```',
      '| --- |',
      'http://x.y',
      'www.x.y',
      'a@b.c',
    ),
  }),
);

/** What CommonMark makes of a character that must not be in a document. */
function shown(plain: string): string {
  return oneLine(plain).replaceAll('\0', '\uFFFD');
}

/** One document for all of it, since parsing takes its time. */
const runs = { numRuns: 60 };

/** What a search once found: GitHub makes an address a link after an underscore too. */
const found: [string, string][] = [['_www.x.y\\', '']];

test(
  'text and code show as they are, in a paragraph, a heading and each in its cell of a table',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.property(nasty, nasty, (plain, word) => {
        fc.pre(shown(plain) !== '');
        const cells = [
          [text(plain), code(word)],
          ['1', '2'],
        ];
        const blocks = [`## ${text(plain)}`, text(plain), table(['a', 'b'], cells, ['b'])];
        const [heading, paragraph, grid] = parseMarkdown(blocks.join('\n\n')).children;
        expect(heading?.type === 'heading' && textOf(heading)).toBe(shown(plain));
        expect(paragraph?.type === 'paragraph' && textOf(paragraph)).toBe(shown(plain));
        expect(grid?.type === 'table' && grid.children.map((row) => row.children.map(textOf))).toEqual([
          ['a', 'b'],
          [shown(plain), shown(word)],
          ['1', '2'],
        ]);
      }),
      { ...runs, examples: found },
    ),
);

test('in prose, what stands between backticks is code, and the rest shows as it is', () => {
  const plain = 'Take *them* all: `bench compare --rounds 24`. A lone ` is none';
  expect(prose(plain)).toBe('Take \\*them\\* all: `bench compare --rounds 24`. A lone \\` is none');
});

test('a block of code shows word for word, whatever is in it', () =>
  fc.assert(
    fc.property(nasty, (plain) => {
      const [block, ...rest] = fromMarkdown(fenced(plain, 'sql')).children;
      expect(rest).toEqual([]);
      expect(block?.type === 'code' && block.value).toBe(plain.trimEnd().replaceAll('\0', '\uFFFD'));
    }),
  ));

test('a summary opens no element', () =>
  fc.assert(
    fc.property(nasty, (plain) => {
      expect(html(plain)).not.toMatch(/[<>|"]/);
      expect(details(plain, '').match(/</g)).toHaveLength(4);
    }),
  ));

test('links find their headings as GitHub names them', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...ascii, 'ü', 'É', '日', '–', '’', '€') }), (plain) => {
      expect(slug(oneLine(plain))).toBe(new GithubSlugger().slug(oneLine(plain)));
    }),
  ));

test.each([
  ['an underscore within a word stays as it is', 'idx_sessions_active', 'idx_sessions_active'],
  ['a figure at the start is no list', '15.18', '15.18'],
  ['a list is none', '1. first', '1\\. first'],
  ['a dollar starts no mathematics', '$1 and $2', '&#36;1 and &#36;2'],
])('text: %s', (_, plain, markdown) => expect(text(plain)).toBe(markdown));

test.each([
  ['plain code', 'a_b', '`a_b`'],
  ['code with a pipe is HTML, which a table can hold', 'a|b', '<code>a&#124;b</code>'],
  ['nothing', '', ''],
])('code: %s', (_, plain, markdown) => expect(code(plain)).toBe(markdown));
