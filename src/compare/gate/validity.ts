import type { GateRecord, GateSubject } from '../../record/gate.ts';
import type { Unit } from '../../statistics/bursts.ts';
import type { Interval } from '../../statistics/interval.ts';
import type { Allowance } from '../../suite/allowance.ts';
import { changeInterval } from '../change.ts';
import { inSentence, percent, plural, share } from '../words.ts';
import { failuresOf } from './failures.ts';
import type { State } from './state.ts';
import { fewestUnits } from './units.ts';

/** What was perhaps never meant to be timed. */
export const untimedAlone =
  'cannot tell: there is no base to time it beside, and it was not timed without one';

interface Timed {
  readonly record: GateSubject;
  readonly allowed: Allowance;
  readonly state: State;
  readonly units: readonly Unit[];
  /** How far the base is from itself, where that is too far. */
  readonly alarm: Interval | null;
}

/** Why the times of a query or route may not be read, and what to change; null where they may, or nobody asks. */
export function whyInvalid(timed: Timed, gate: GateRecord): string | null {
  const { state, units } = timed;
  if (gate.mode === 'exact' || !(state.kind === 'both' || state.kind === 'new')) return null;
  if (units.length === 0) return whyLost(timed) ?? whyFailing(timed) ?? whyUntimed(timed, gate);
  return whyEnded(timed, gate) ?? whyFailing(timed) ?? whyUnstable(timed, gate);
}

/** A side that is not there is never as good as the other. */
function whyLost({ record: { lost, trouble } }: Timed): string | null {
  return lost === null ? null : `it was not timed: ${inSentence(trouble ?? '')}`;
}

/** What there is nothing beside to hold against was perhaps never meant to be timed: its checks say so. */
function whyUntimed({ record, allowed, state }: Timed, { mode, complete }: GateRecord): string | null {
  if (state.kind === 'new' || mode === 'baseline') return null;
  if (mode !== 'calibrate' && !isAsked(allowed)) return null;
  if (record.trouble !== null) return `it was not timed: ${inSentence(record.trouble)}`;
  const early = 'it was not timed: the gate ended before its turn';
  return complete ? `${early}; give it more time with --budget` : early;
}

/** Whether a budget is about times, or what comes with them. */
function isAsked({ p50, p95, throughput, errors }: Allowance): boolean {
  return [p50, p95, throughput, errors].some((bound) => bound !== null);
}

/** Time may be over after enough of it; a side may not be gone, however long it was there. */
function whyEnded({ record: { trouble, lost }, units }: Timed, gate: GateRecord): string | null {
  const enough = units.length >= fewestUnits;
  if (enough && lost === null) return null;
  const needed = enough ? '' : `, and a verdict takes ${fewestUnits}`;
  const why = trouble === null ? whyOver(units.length, gate) : inSentence(trouble);
  return `timing ended after ${plural(units.length, gate.schedule.unit)}${needed}: ${why}`;
}

function whyOver(units: number, { complete, schedule }: GateRecord): string {
  if (!complete) return 'the gate was ended';
  const minutes = Math.ceil((schedule.seconds * fewestUnits) / units / 60);
  return `its time was over; give it more with --budget, some ${minutes} min`;
}

function whyFailing({ record, allowed }: Timed): string | null {
  const may = allowed.errors ?? 0;
  const failing = (['head', 'base'] as const).flatMap((side) => {
    const failures = failuresOf(record, side);
    return failures.share > may ? [`${failures.words} of the ${side} failed`] : [];
  });
  if (failing.length === 0) return null;
  const most = allowed.errors === null ? 'none is allowed to' : `at most ${share(may)} may`;
  return `${failing.join(', ')}, where ${most}; see why, or allow for it with \`errors\``;
}

function whyUnstable({ alarm }: Timed, { schedule }: GateRecord): string | null {
  if (alarm === null) return null;
  return (
    `the machine is too unstable: the base against itself is ${changeInterval(alarm)}, ` +
    `which has to stay within ${percent(schedule.tolerance)}; run again when it is quiet`
  );
}
