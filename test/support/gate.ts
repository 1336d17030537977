import type {
  Block,
  BudgetRecord,
  Burst,
  ExactFacts,
  GateRecord,
  GateSchedule,
  GateSubject,
  Pair,
} from '../../src/record/gate.ts';
import type { Run } from '../../src/record/run.ts';
import { normal, uniform } from './random.ts';
import { aRun } from './record.ts';

/** How times are made up: lognormal, of a machine whose mood changes from pair to pair and is that of both sides. */
export interface Making {
  readonly blocks: number;
  readonly pairs: number;
  /** In each burst. */
  readonly answers: number;
  /** Median of the base, in seconds. */
  readonly median: number;
  /** How many times as long the head takes. */
  readonly factor: number;
  /** Standard deviation of ln of a single time. */
  readonly spread: number;
  /** The same of what a pair differs by from others, on both sides alike. */
  readonly mood: number;
  /** The same of what two sides of one block differ by for no reason, as two processes do. */
  readonly restarts: number;
  /** In this share of a side's bursts every other request takes five times as long. */
  readonly stalls: { readonly base: number; readonly head: number };
  readonly seed: number;
}

const usual: Making = {
  blocks: 12,
  pairs: 3,
  answers: 80,
  median: 0.01,
  factor: 1,
  spread: 0.3,
  mood: 0.03,
  restarts: 0.004,
  stalls: { base: 0, head: 0 },
  seed: 1,
};

/** The same blocks are asked for again and again, and hold tens of thousands of times. */
const made = new Map<string, readonly Block[]>();

/** Blocks of pairs; say what is different. */
export function someBlocks(different: Partial<Making> = {}): Block[] {
  const making = { ...usual, ...different };
  const key = JSON.stringify(making);
  const blocks = made.get(key) ?? blocksOf(making);
  made.set(key, blocks);
  return [...blocks];
}

function blocksOf(making: Making): readonly Block[] {
  const [z, coin] = [normal(making.seed), uniform(making.seed)];
  return Array.from({ length: making.blocks }, (_, i) => {
    const process = { base: making.restarts * z(), head: Math.log(making.factor) + making.restarts * z() };
    const pairs = Array.from({ length: making.pairs }, (): Pair => {
      const mood = making.mood * z();
      const burst = (side: 'base' | 'head') => {
        const stalled = coin() < making.stalls[side];
        const center = Math.log(making.median * 1e6) + mood + process[side];
        return aBurst(
          Array.from({ length: making.answers }, (_, n) =>
            Math.round(Math.exp(center + making.spread * z()) * (stalled && n % 2 === 0 ? 5 : 1)),
          ),
        );
      };
      return { base: burst('base'), head: burst('head') };
    });
    return { at: i * 5, pairs };
  });
}

/** Over one connection. */
export function aBurst(micros: number[], mishaps: Burst['mishaps'] = {}): Burst {
  return { micros, mishaps, seconds: micros.reduce((sum, time) => sum + time, 0) / 1e6 };
}

/** The same blocks, with base and head in each other's place. */
export function swapped(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map(({ base, head }) => ({ base: head, head: base })),
  }));
}

/** The same blocks, with one side's bursts changed; by the number of the pair, over all blocks. */
export function changed(
  blocks: readonly Block[],
  side: 'base' | 'head',
  change: (burst: Burst, pair: number) => Burst,
): Block[] {
  let count = 0;
  return blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map((pair) => {
      count += 1;
      return { ...pair, [side]: change(pair[side], count - 1) };
    }),
  }));
}

/** The same blocks without what one side answered, as if it had never been asked. */
export function without(side: 'base' | 'head', blocks: readonly Block[]): Block[] {
  return changed(blocks, side, () => ({ micros: [], mishaps: {}, seconds: 0 }));
}

export function someFacts(different: Partial<ExactFacts> = {}): ExactFacts {
  return {
    failure: null,
    statements: 1,
    rows: 20,
    buffers: 27,
    walBytes: 0,
    plans: [],
    unplanned: [],
    ...different,
  };
}

/** Made once, since most tests need some and none changes them. */
const usualBlocks = someBlocks();

/** A route of a scenario that was timed; say what is different. */
export function aRoute(different: Partial<GateSubject> = {}): GateSubject {
  return {
    kind: 'route',
    name: 'checkout/pay',
    base: someFacts(),
    head: someFacts(),
    gone: false,
    answers: null,
    blocks: usualBlocks,
    trouble: null,
    lost: null,
    ...different,
  };
}

/** A query of which only the facts are known; say what is different. */
export function aQuery(different: Partial<GateSubject> = {}): GateSubject {
  return { ...aRoute(), kind: 'query', name: 'orders/recent:rare', blocks: [], ...different };
}

/** Of all routes, or of what `about` names. */
export function aBudget(limits: BudgetRecord['limits'], about: Partial<BudgetRecord> = {}): BudgetRecord {
  return { kind: 'route', names: '**', classes: null, limits, ...about };
}

/** One look, after as many blocks as `someBlocks` makes. */
export const aSchedule: GateSchedule = {
  looks: [12],
  alpha: 0.02,
  spending: 'obrien-fleming',
  unit: 'block',
  effect: 1.03,
  tolerance: 1.05,
  stalls: { alpha: 0.005, ratio: 1.1 },
  seconds: 300,
};

/** The run of a gate over one route whose p95 may grow by five per cent; say what is different. */
export function aGateRun(different: Partial<GateRecord> = {}, run: Partial<Run> = {}): Run {
  return aRun({
    ...run,
    gate: {
      mode: 'compare',
      base: { from: 'origin/main', commit: 'abc1234def', dirty: false },
      head: { from: 'the working tree', commit: 'def5678abc', dirty: false },
      schedule: aSchedule,
      budgets: [aBudget({ p95: { growth: 0.05 } })],
      waivers: [],
      onUnclear: 'pass',
      subjects: [aRoute()],
      complete: true,
      ...different,
    },
  });
}
