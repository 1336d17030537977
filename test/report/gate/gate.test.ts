import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SaxesParser } from 'saxes';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Check } from '../../../src/compare/gate/judgement.ts';
import { run as runSchema, type Run } from '../../../src/record/run.ts';
import { gateFormats, type GateFormat } from '../../../src/report/gate/formats.ts';
import { gateJsonSchema, gateSummary } from '../../../src/report/gate/schema.ts';
import { golden } from '../../support/golden.ts';
import { aRun } from '../../support/record.ts';
import { everyNode, parseMarkdown, textOf } from '../markdown-tree.ts';
import { aCheck, aGate, aGateJudgement, aSubject, spread, times, type Gated } from './fixtures.ts';
import { failed, hostile, invalid, passed } from './gates.ts';

const folder = join(import.meta.dirname, 'golden');
const plain = { color: false, width: 100, report: 'reports/summary.md' };

const gates = { failed, passed, invalid, hostile };

const extensions: Readonly<Record<GateFormat, string>> = {
  terminal: 'txt',
  markdown: 'md',
  json: 'json',
  junit: 'junit.xml',
  github: 'github.txt',
  bencher: 'bmf.json',
  'benchmark-action': 'benchmark-action.json',
};

const published = z.fromJSONSchema(JSON.parse(gateJsonSchema()));

function shown({ run, gate }: Gated, format: GateFormat, options = plain): string {
  return gateFormats[format](run, gate, options);
}

describe.each(Object.entries(gates))('a gate that is %s', (name, gated) => {
  test('is a record that can be read', () => {
    expect(runSchema.safeParse(gated.run).error).toBeUndefined();
  });

  test.each(name === 'hostile' ? [] : Object.entries(extensions))(
    'reads as it should: %s',
    (format, extension) => {
      const text = shown(gated, format as GateFormat);
      expect(text).toBe(golden(join(folder, `${name}.${extension}`), text));
    },
  );

  test.each([100, 80, 72])('keeps to %i columns in the terminal', (width) => {
    const lines = shown(gated, 'terminal', { ...plain, width }).split('\n');
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
  });

  test('fits on a screen', () => {
    expect(shown(gated, 'terminal').split('\n').length).toBeLessThan(55);
  });

  test('says the same with and without colours, and is red only where it fails', () => {
    const [colored = '', bare = ''] = [true, false].map((color) =>
      shown(gated, 'terminal', { ...plain, color }),
    );
    expect(bare).not.toContain('\u001B');
    expect(stripVTControlCharacters(colored)).toBe(bare);
    expect(colored.includes('\u001B[31m')).toBe(gated.gate.outcome === 'failed');
  });

  test('has as many cells in each row of a table as it has columns, and shows no markup as text', () => {
    const nodes = everyNode(parseMarkdown(shown(gated, 'markdown')));
    for (const table of nodes.filter((node) => node.type === 'table')) {
      expect(new Set(table.children.map((row) => row.children.length)).size).toBe(1);
    }
    const prose = nodes.filter((node) => node.type === 'paragraph').map((node) => textOf(node));
    expect(prose.filter((line) => /\| ---|```|\*\*|undefined|NaN|\[object/.test(line))).toEqual([]);
    expect(prose).toContain(gated.gate.headline);
  });

  test('is well-formed as XML, with the numbers that it claims', () => {
    const { elements, texts } = parsed(shown(gated, 'junit'));
    const [root] = elements;
    const cases = elements.filter(({ name }) => name === 'testcase');
    const of = (name: string) => String(elements.filter((element) => element.name === name).length);
    expect(cases.length).toBe(gated.gate.checks.length);
    expect(root?.attributes).toMatchObject({
      tests: String(cases.length),
      failures: of('failure'),
      errors: of('error'),
      skipped: of('skipped'),
    });
    expect(texts).not.toMatch(/undefined|NaN|\[object/);
  });

  test('is what the published schema describes', () => {
    const summary: unknown = JSON.parse(shown(gated, 'json'));
    expect(z.strictObject(gateSummary.shape).safeParse(summary).error).toBeUndefined();
    expect(published.safeParse(summary).error).toBeUndefined();
    expect(published.safeParse({ ...Object(summary), checks: [{ id: 1 }] }).success).toBe(false);
  });

  test('has each annotation on one line', () => {
    const lines = shown(gated, 'github').trimEnd().split('\n');
    expect(lines.filter((line) => !/^::(error|warning|notice) title=[^:,]+::\S/.test(line))).toEqual([]);
    expect(lines.some((line) => line.startsWith('::error'))).toBe(gated.gate.outcome !== 'passed');
  });
});

test('of so few blocks that no growth could have been found, that is said', () => {
  const before = times(0.01, 0.02, spread(1, 0.02), 'same');
  const none = before.map((time) => ({ ...time, detectable: null }));
  const gated = (...all: (typeof before)[]): Gated => ({
    run: aGate(),
    gate: aGateJudgement({ subjects: all.map((times, i) => aSubject({ name: `shop/${i}`, times })) }),
  });
  const line = (of: Gated) =>
    /The smallest growth that could have been found: (.*)/.exec(shown(of, 'terminal'))?.[1];
  expect(line(gated(none))).toMatch(/^none in 8 blocks, which can exclude growth/);
  expect(line(gated(before, none))).toMatch(/^3\.1 %; none in 8 blocks, which/);
  expect(line(gated(before))).toBe('3.1 %.');
  expect(shown(gated(none), 'markdown')).toContain('none, by so few');
});

test('the published schema is the current one', () => {
  const text = gateJsonSchema();
  expect(text).toBe(golden(join(import.meta.dirname, '../../../docs/gate.schema.json'), text));
});

test('what GitHub would read as its own is escaped', () => {
  const check = aCheck({
    subject: 'a:b,c',
    outcome: 'broken',
    sentence: '50 %\r\nof it, at: 1',
    allowed: 'none',
  });
  const lines = shown({ run: aGate(), gate: aGateJudgement({ checks: [check] }) }, 'github').split('\n');
  expect(lines).toContain(
    '::error title=a%3Ab%2Cc%3A p95::50 %25%0D%0Aof it, at: 1. Allowed: none; 4.2 ms → 4.21 ms.',
  );
});

test('more annotations than GitHub shows are counted', () => {
  const gate = aGateJudgement({ checks: many('unclear', 14) });
  const warnings = shown({ run: aGate(), gate }, 'github')
    .split('\n')
    .filter((line) => line.startsWith('::warning'));
  expect(warnings.length).toBe(10);
  expect(warnings.at(-1)).toContain('5 more warnings');
});

test.each([
  ['fails where nobody can tell and that is not allowed', 'fail', 'failure', '::error title=catalog'],
  ['passes where nobody can tell and that is allowed', 'pass', 'system-out', '::warning title=catalog'],
] as const)('%s', (_, onUnclear, element, annotation) => {
  const gated = {
    run: aGate({ onUnclear }),
    gate: aGateJudgement({ outcome: 'unclear', checks: [aCheck({ outcome: 'unclear' })] }),
  };
  expect(parsed(shown(gated, 'junit')).elements.map(({ name }) => name)).toContain(element);
  expect(shown(gated, 'github')).toContain(annotation);
  const colored = shown(gated, 'terminal', { ...plain, color: true });
  expect(colored.includes('\u001B[31m')).toBe(onUnclear === 'fail');
});

test('an XML report is not green where a gate is invalid and no check says so', () => {
  const gated = { run: aGate(), gate: aGateJudgement({ outcome: 'invalid', headline: 'Invalid: nothing.' }) };
  const { elements } = parsed(shown(gated, 'junit'));
  expect(elements.find(({ name }) => name === 'error')?.attributes).toMatchObject({
    message: 'Invalid: nothing.',
  });
});

test('checks that are kept are counted beyond a dozen rows, and those that are not are all shown', () => {
  const text = shown(
    {
      run: aGate(),
      gate: aGateJudgement({ outcome: 'failed', checks: [...many('broken', 10), ...many('kept', 5)] }),
    },
    'terminal',
  );
  expect(text.match(/BROKEN/g)?.length).toBe(10);
  expect(text).toContain('kept/1  route');
  expect(text).not.toContain('kept/2  route');
  expect(text).toContain('3 more checks keep to their budgets.');
});

test('Markdown that would be too long for a comment leaves out what is folded away', () => {
  const subjects = Array.from({ length: 400 }, (_, i) =>
    aSubject({ ...failed.gate.subjects[0], name: `page/${i}` }),
  );
  const checks = subjects.map(({ name }) => aCheck({ subject: name, outcome: 'broken' }));
  const text = shown({ run: failed.run, gate: { ...failed.gate, checks, subjects } }, 'markdown');
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('bench gate --base-ref origin/main');
  expect(text).toContain('page/0');
});

test('a run that was no gate is none', () => {
  const run: Run = aRun();
  expect(() => shown({ run, gate: aGateJudgement() }, 'terminal')).toThrow('is none');
});

function many(outcome: Check['outcome'], length: number): readonly Check[] {
  return Array.from({ length }, (_, i) => aCheck({ subject: `${outcome}/${i}`, outcome }));
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function parsed(xml: string): { readonly elements: readonly Element[]; readonly texts: string } {
  const parser = new SaxesParser();
  const elements: Element[] = [];
  let texts = '';
  parser.on('error', (error) => expect.unreachable(error.message));
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes }));
  parser.on('cdata', (text) => (texts += text));
  parser.write(xml).close();
  return { elements, texts };
}
