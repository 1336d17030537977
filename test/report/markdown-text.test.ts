import fc from 'fast-check';
import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { code, details, fenced, html, slug, table, text } from '../../src/report/markdown-text.ts';
import { oneLine } from '../../src/report/words.ts';
import { parseMarkdown, textOf } from './markdown-tree.ts';

/** Text full of what means something in Markdown, in HTML or in a table. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      ...'\\`*_[]()<>|~#&!$-+=.:"\'{}1a \n',
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

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(32 + i));

/** What CommonMark makes of a character that must not be in a document. */
function shown(plain: string): string {
  return oneLine(plain).replaceAll('\0', '\uFFFD');
}

/** One document for all of it, since parsing takes its time. */
const runs = { numRuns: 60 };

test(
  'text and code show as they are, in a paragraph, a heading and each in its cell of a table',
  () =>
    fc.assert(
      fc.property(nasty, nasty, (plain, word) => {
        const cells = [
          [text(plain), code(word)],
          ['1', '2'],
        ];
        const blocks = [`## ${text(plain)}`, `x ${text(plain)}`, text(plain), table(['a', 'b:'], cells)];
        const [heading, inline, paragraph, ...rest] = parseMarkdown(blocks.join('\n\n')).children;
        const grid = shown(plain) === '' ? paragraph : rest[0];
        expect(heading?.type === 'heading' && textOf(heading)).toBe(shown(plain));
        expect(inline?.type === 'paragraph' && textOf(inline)).toBe(`x ${shown(plain)}`.trim());
        if (shown(plain) !== '')
          expect(paragraph?.type === 'paragraph' && textOf(paragraph)).toBe(shown(plain));
        expect(grid?.type === 'table' && grid.children.map((row) => row.children.map(textOf))).toEqual([
          ['a', 'b'],
          [shown(plain), shown(word)],
          ['1', '2'],
        ]);
      }),
      runs,
    ),
  60_000,
);

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
