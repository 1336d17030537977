import { describe, expect, test } from 'vitest';
import { judge } from '../../src/compare/judge.ts';
import type { ParameterClassRecord, VariantRecord } from '../../src/record/experiment.ts';
import { comparisonsPart } from '../../src/report/markdown/comparisons.ts';
import { methodSection } from '../../src/report/markdown/method.ts';
import { page } from '../../src/report/markdown/page.ts';
import { timesPart } from '../../src/report/markdown/times.ts';
import { aCell, aClass, anExperiment, aRun, aVariant, steadyRounds } from '../support/record.ts';

/** The parts of a report on one experiment with the variants `early` and `late`, in one parameter class. */
function partsOf(different: Partial<ParameterClassRecord>, early: Partial<VariantRecord> = {}) {
  const cells = { before: aCell({ answers: null }), early: aCell(), late: aCell() };
  const experiment = anExperiment({
    variants: ['before', 'early', 'late'].map((id) =>
      aVariant({ id, title: id, ...(id === 'early' ? early : {}) }),
    ),
    classes: [aClass({ cells, ...different })],
  });
  const run = aRun({ experiments: [experiment] });
  const report = page(run, judge(run));
  const [view] = report.experiments;
  if (view === undefined) throw new Error('there is no experiment');
  return {
    times: timesPart(report, view),
    howSure: comparisonsPart(view) ?? '',
    method: methodSection(report),
  };
}

describe('a variant that left early', () => {
  const { times, method } = partsOf({
    rounds: [
      ...steadyRounds(8, { before: 0.02, early: 0.001, late: 0.0201 }),
      ...steadyRounds(16, { before: 0.04, late: 0.0402 }),
    ],
  });

  test('has the time that the baseline took in its rounds beside its own', () => {
    expect(times).toMatch(/early \| 20\sms\s→\s999\.9\sµs/);
  });

  test('and what stayed for all rounds has not', () => {
    expect(times).toMatch(/late \| \d/);
    expect(times).not.toMatch(/late \|[^|]*→/);
  });

  test('the method says what the comparisons come to together', () => {
    expect(method).toContain('in any of the 2, up to 0.04 would be told apart by chance');
  });
});

/** Turns so long that a round is one. */
function once(sets: number): string {
  return partsOf({
    sets: Array.from({ length: sets }, (_, customer) => ({ customer })),
    rounds: steadyRounds(8, { before: 0.3, early: 0.01, late: 0.3 }).map((round) => ({
      ...round,
      samples: Object.fromEntries(
        Object.entries(round.samples).map(([id, times]) => [id, times.slice(0, 1)]),
      ),
    })),
  }).howSure;
}

describe('how sure', () => {
  test('counts executions and the sets that they took, and says where the baseline was not checked', () => {
    expect(once(20)).toMatch(/early \| typical \| 8 \| 8 \| 8 of 20 \|/);
    expect(once(20)).toContain('The baseline could not be held against itself for typical:');
  });

  test('has the interval that decided, with its confidence', () => {
    expect(once(20)).toMatch(/\| 30\.0× faster \(\S+ … \S+\) \| \S+ … \S+ \(99\.\d %\) \| \*\*better\*\* \|/);
  });

  test('marks what answers otherwise, and says how', () => {
    const rounds = steadyRounds(8, { before: 0.02, early: 0.01, late: 0.02 });
    const { howSure } = partsOf({ rounds }, { answers: { differ: 'stems' } });
    expect(howSure).toMatch(/^\| ≠ early \| typical \|.*\n\| late \| typical \|/m);
    expect(howSure).toMatch(
      /^≠ early: other answers, as documented: stems .* Its time is that of these answers/m,
    );
    expect(partsOf({ rounds }).howSure).not.toContain('≠');
  });

  test('says nothing of what was checked', () => {
    const { howSure } = partsOf({ rounds: steadyRounds(8, { before: 0.02, early: 0.01, late: 0.02 }) });
    expect(howSure).toMatch(/early \| typical \| 8 \| 32 \| 1 \|/);
    expect(howSure).not.toContain('held against itself');
  });
});

test('the method says on how many rounds the noise rests, and what is found as a factor', () => {
  const timed = steadyRounds(8, { before: 0.02, early: 0.01, late: 0.0201 });
  const sets = Array.from({ length: 40 }, (_, customer) => ({ customer }));
  expect(partsOf({ rounds: timed }).method).toMatch(
    /in half of the 8 rounds in which parameters were executed twice \|\n\| what such rounds find [^|]*\|[^%|]* a change of 1\.\d\d×/,
  );
  expect(partsOf({ rounds: timed, sets }).method).toContain('not known: no parameters were executed twice');
});
