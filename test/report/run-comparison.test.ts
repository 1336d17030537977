import { join } from 'node:path';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/compare-runs.ts';
import type { ExperimentRecord } from '../../src/record/experiment.ts';
import type { Run } from '../../src/record/run.ts';
import { runComparisonMarkdown } from '../../src/report/run-comparison-markdown.ts';
import { renderRunComparison } from '../../src/report/run-comparison.ts';
import { golden } from '../support/golden.ts';
import { aLoad, aRound, pairsOf } from '../support/load.ts';
import { steadyRounds } from '../support/record.ts';
import { everyNode, parseMarkdown } from './markdown-tree.ts';
import { hasBought, list, searchText } from './shop/experiments.ts';
import { sortedScan } from './shop/plans.ts';
import { full } from './shop/runs.ts';

const folder = join(import.meta.dirname, 'golden');
const plain = { color: false, width: 100 };

/** The index of the listing is gone, and with it the plan; the other experiments are slower, as before, or new. */
const later: Run = {
  ...full,
  id: '20260201T120000Z-def5678',
  startedAt: '2026-02-01T12:00:00.000Z',
  environment: { ...full.environment, revision: { commit: 'def5678', dirty: false }, load: 3 },
  server: { ...full.server, version: '16.2' },
  experiments: [withoutIndex(list), slower(hasBought), { ...searchText, id: 'orders/search|new' }],
};

function withoutIndex(experiment: ExperimentRecord): ExperimentRecord {
  return {
    ...experiment,
    classes: experiment.classes.map((one) => ({
      ...one,
      cells: Object.fromEntries(
        Object.entries(one.cells).map(([id, cell]) => [
          id,
          { ...cell, plans: { ...cell.plans, custom: [sortedScan] } },
        ]),
      ),
    })),
  };
}

function slower(experiment: ExperimentRecord): ExperimentRecord {
  const rounds = steadyRounds(12, { before: 0.0204, after: 0.0009 });
  return { ...experiment, classes: experiment.classes.map((one) => ({ ...one, rounds })) };
}

/** Slower under one load; another cannot be compared, and a third is new. */
const sale = { ...aLoad().scenario, id: 'sale' };
const loadsBefore = [
  aLoad(),
  aLoad({ scenario: sale, rounds: [aRound(0, 'before', 0.5, { answered: 9, timeouts: 300 })] }),
];
const loadsAfter = [aLoad({ rounds: pairsOf(8, 0.5) }), aLoad({ scenario: sale }), aLoad({ driver: 'k6' })];

const comparison = compareRuns({ ...full, loads: loadsBefore }, { ...later, loads: loadsAfter });

test('two runs in the terminal', () => {
  const text = renderRunComparison(comparison, plain);
  expect(text).toBe(golden(join(folder, 'comparison.txt'), text));
  expect(text.split('\n').filter((line) => stringWidth(line) > 100)).toEqual([]);
  expect(text).not.toContain('\u001B');
});

test('two runs in Markdown', () => {
  const text = runComparisonMarkdown(comparison);
  expect(text).toBe(golden(join(folder, 'comparison.md'), text));
  const tables = everyNode(parseMarkdown(text)).filter((node) => node.type === 'table');
  for (const { children } of tables) {
    expect(new Set(children.map((row) => row.children.length)).size).toBe(1);
  }
});

test('a run and itself', () => {
  const text = renderRunComparison(compareRuns(full, full), plain);
  expect(text).toContain('Whatever repeats exactly is as it was.');
  expect(text).not.toMatch(/WORSE|better/);
});
