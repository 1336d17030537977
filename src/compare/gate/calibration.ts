import type { GateRecord, GateSubject } from '../../record/gate.ts';
import type { Run } from '../../record/run.ts';
import { quantileEffects } from '../../statistics/bursts.ts';
import { detectableShift, standardErrorOf } from '../../statistics/detectable.ts';
import { familySize, unitsOf } from '../../statistics/gate.ts';
import { hodgesLehmannInterval } from '../../statistics/hodges-lehmann.ts';
import { canDiffer, levelAt, type Looks } from '../../statistics/sequential.ts';
import { allowanceOf } from '../../suite/allowance.ts';
import type { GateJudgement } from './judgement.ts';
import { fewestUnits } from './units.ts';

/** What a machine can tell of one quantile of a query or route that did not change. */
export interface Calibrated {
  readonly kind: 'query' | 'route';
  readonly name: string;
  readonly metric: 'p50' | 'p95';
  readonly blocks: number;
  /** What a block of this subject takes, in seconds. */
  readonly seconds: number;
  /** How far a block of identical code typically is from no change: a ratio above 1 (one standard deviation). */
  readonly noise: number;
  /** What both sides differed by, though they are the same: a ratio. */
  readonly difference: number;
  /** By the seconds that all of the gate may take: the smallest growth that is found nine times in ten; null where the blocks that fit find none, however large. */
  readonly detectable: readonly { readonly seconds: number; readonly growth: number | null }[];
  /** A growth that a budget can ask for, with the time that was given; null where none can, or the calibration is invalid. */
  readonly proposed: number | null;
}

/** Time budgets that people give their pipelines, in seconds. */
const times = [60, 120, 300, 600, 1200];
/** Growths that people write into budgets. The least that counts is none: an estimate falls short of it every other time. */
const usual = [0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1];

/** What the gate could find on this machine, from a run in which base and head are the same. */
export function calibrationOf(run: Run, { outcome }: Pick<GateJudgement, 'outcome'>): readonly Calibrated[] {
  const { gate } = run;
  if (gate === null) throw new TypeError(`run ${run.id} is no gate`);
  const timed = gate.subjects.filter(({ blocks }) => blocks.length >= fewestUnits);
  // Each begins with an equal share, as Holm would have it while nothing is found yet.
  const sharing = familySize(timed.map((subject) => ({ allowed: allowanceOf(gate.budgets, subject) })));
  const looks = { ...gate.schedule, alpha: gate.schedule.alpha / sharing };
  const found = timed.flatMap((subject) =>
    (['p50', 'p95'] as const).flatMap((metric) => calibrated(gate, subject, metric, looks)),
  );
  // A machine on which identical code differs from itself is none to choose budgets by.
  return outcome === 'passed' ? found : found.map((one) => ({ ...one, proposed: null }));
}

function calibrated(
  { schedule }: GateRecord,
  { kind, name, blocks }: GateSubject,
  metric: 'p50' | 'p95',
  looks: Looks,
): readonly Calibrated[] {
  const effects = quantileEffects(unitsOf(blocks, schedule.unit), metric);
  if (effects.length < fewestUnits) return [];
  const interval = hodgesLehmannInterval(effects, 0.95);
  const error = standardErrorOf(interval, 0.95);
  const perUnit = error * Math.sqrt(effects.length);
  const first = blocks[0]?.at ?? 0;
  const last = blocks.at(-1)?.at ?? first;
  // Blocks follow each other, so that from one to the next all the others have had theirs too.
  const seconds = (last - first) / Math.max(1, blocks.length - 1);
  const growthIn = (time: number): number | null => {
    const count = Math.min(Math.max(...looks.looks), Math.floor(time / seconds));
    if (count < fewestUnits) return null;
    const level = levelAt(count, looks);
    if (!canDiffer(count, level)) return null;
    return Math.expm1(detectableShift(perUnit / Math.sqrt(count), level, Math.log(schedule.effect)));
  };
  const given = growthIn(schedule.seconds);
  return [
    {
      kind,
      name,
      metric,
      blocks: effects.length,
      seconds,
      noise: Math.exp(perUnit),
      difference: Math.exp(interval.estimate),
      detectable: times.map((time) => ({ seconds: time, growth: growthIn(time) })),
      proposed: given === null ? null : (usual.find((growth) => growth >= given) ?? null),
    },
  ];
}
