import { expect, test } from 'vitest';
import { BenchError, exitCodes } from '../../src/errors.ts';
import { gateProblems } from '../../src/problems/gate.ts';

/** A problem, words of its sentence, and words of its remedy. */
const problems: readonly (readonly [problem: BenchError, sentence: string, remedy: string])[] = [
  [
    new BenchError('no-budgets'),
    'has no budgets',
    "`budgets: [{ query: 'orders/*', p95: { growth: 0.05 } }]`",
  ],
  [new BenchError('base-missing'), 'what to compare with', '--base-ref origin/main'],
  [new BenchError('base-several'), 'only one base', 'one of --base-ref, --base, --base-url, --baseline'],
  [new BenchError('url-alone', '--base-url'), 'only --base-url is given', 'with --head-url.'],
  [new BenchError('url-alone', '--head-url'), 'only --head-url is given', 'with --base-url.'],
  [
    new BenchError('base-ref-unknown', 'origin/mian', '`git fetch origin` fetches what is new'),
    'no commit by the name of "origin/mian"',
    '; `git fetch origin` fetches what is new.',
  ],
  [new BenchError('shallow-clone', 'origin/main'), '"origin/main" is not in this clone', 'fetch-depth: 0'],
  [new BenchError('not-a-repository', '/srv/shop'), '/srv/shop is in no git repository', '--base <folder>'],
  [
    new BenchError('base-prepare-failed', 'npm run build', 'TS2304: Cannot find name'),
    '`npm run build` failed: TS2304: Cannot find name.',
    '`gate.prepare`',
  ],
  [new BenchError('base-prepare-failed', 'make', ''), '`make` failed: it said nothing.', '`gate.prepare`'],
  [new BenchError('base-lock-differs'), 'another lock file', "`gate: { prepare: [['npm', 'ci']] }`"],
  [
    new BenchError('base-suite', 'bench.config.ts exports no suite.'),
    'cannot be used: bench.config.ts exports no suite.',
    'taken from the head alone',
  ],
  [new BenchError('bad-time-budget', 'soon'), '"soon" is no length of time', '90s, 5m or 1h'],
  [
    new BenchError('bad-export', 'bencher', ['bencher', 'json']),
    '"bencher" does not say what to write',
    'one of bencher, json.',
  ],
  [new BenchError('baseline-without-gate', 'run.json'), 'run.json is a run without a gate', '`bench gate`'],
  [
    new BenchError('base-packages-linked', '@shop/money'),
    'node_modules/@shop/money is a link to source of this repository',
    '`gate: { prepare: ',
  ],
  [new BenchError('baseline-other-data', 'run.json'), 'run.json was measured on other data', '--seed'],
  [
    new BenchError('gate-side-failed', 'head', 'its API ended with exit code 1'),
    'The head could not be measured: its API ended with exit code 1.',
    'run again',
  ],
  [
    new BenchError('waivers-unreadable', 'w.json', 'there is no such file'),
    'from w.json: there is no such file.',
    '--waivers',
  ],
  [
    new BenchError('waivers-do-not-fit', 'w.json', 'it is not JSON'),
    'w.json is no list of waivers: it is not JSON.',
    '"expires": "2026-01-31"',
  ],
  [
    new BenchError('waiver-expired', 'route:checkout/pay:p95', '2026-01-31', 'Ada'),
    'The waiver of Ada for route:checkout/pay:p95 held until 2026-01-31.',
    'Remove it',
  ],
  [
    new BenchError('waiver-unmatched', 'route:checkout/pay:p59', ['a', 'b', 'c', 'd']),
    'for route:checkout/pay:p59 waives nothing',
    'one of a, b, c, ….',
  ],
  [new BenchError('waiver-unmatched', 'x', ['a', 'b']), 'for x waives nothing', 'one of a, b.'],
];

test.each(problems.map(([problem, ...words]) => [problem.code, problem, ...words] as const))(
  '%s: what is wrong in one sentence, what to do about it in another',
  (_, { message, remedy }, sentenceWords, remedyWords) => {
    expect(message).toContain(sentenceWords);
    expect(remedy).toContain(remedyWords);
    for (const text of [message, remedy]) expect(text).toMatch(/^["`/\w-].*[^.]\.$/s);
  },
);

test('the table has all of them', () => {
  const tested = new Set<string>(problems.map(([{ code }]) => code));
  expect(Object.keys(gateProblems).filter((code) => !tested.has(code))).toEqual([]);
});

test('only what may pass by itself is inconclusive; the rest is for the user to mend', () => {
  const codeOf = ([{ code }]: (typeof problems)[number]) => code;
  const inconclusive = problems.filter(([{ exit }]) => exit !== exitCodes.misuse);
  expect(inconclusive.map(codeOf)).toEqual(['gate-side-failed']);
});
