import { fewestUnits } from '../../src/compare/gate/units.ts';
import { selfAlarms } from '../../src/compare/gate/self-check.ts';
import { judgeStalls } from '../../src/compare/gate/stalls.ts';
import type { GateSchedule, GateSubject } from '../../src/record/gate.ts';
import { decideGate, type SubjectDecision, type TimedSubject } from '../../src/statistics/gate.ts';
import { mayStall } from './pooled-tail.ts';
import type { Series, TimedBlock } from './series.ts';

/** What the gate says of one query or route, and what it took. */
export interface Answer {
  readonly verdict: 'worse' | 'better' | 'same' | 'unclear' | 'invalid';
  /** Whether it was the stall channel alone that said so. */
  readonly byStalls: boolean;
  readonly blocks: number;
  /** Of these blocks. */
  readonly seconds: number;
}

export type Allowed = TimedSubject['allowed'];

const none = { atMost: null, growth: 0 };
/** No growth is allowed, so that the least effect and the tolerance of the schedule decide. */
export const noGrowth: Allowed = { p50: none, p95: none, throughput: null };

/**
 * The gate's own answer: at each look what `decideGate` says, until nothing is open; then the self-check and the stalls.
 * Usually no growth at all is allowed, on p50 and p95, and nothing else is gated.
 *
 * @param blocks as many as the last look takes
 */
export function answerOf(
  { subject }: Pick<Series, 'subject'>,
  blocks: readonly TimedBlock[],
  schedule: GateSchedule,
  seed: number,
  allowed: Allowed = noGrowth,
): Answer {
  for (const look of schedule.looks) {
    const taken = blocks.slice(0, look);
    const [decision] = decideGate([{ name: subject.name, blocks: taken, allowed }], schedule);
    if (decision === undefined) break;
    const over = decision.settled || look >= blocks.length;
    if (over) return atTheEnd({ ...subject, blocks: taken }, decision, schedule, seed, secondsOf(taken));
  }
  throw new TypeError('there are fewer blocks than the first look takes');
}

function atTheEnd(
  subject: GateSubject,
  { p50, p95 }: SubjectDecision,
  schedule: GateSchedule,
  seed: number,
  seconds: number,
): Answer {
  const cost = { blocks: subject.blocks.length, seconds };
  if (selfAlarms([subject], schedule).size > 0) return { verdict: 'invalid', byStalls: false, ...cost };
  const judged = [p50, p95].filter(({ growth }) => growth !== null);
  if (judged.some(({ growth }) => growth === 'broken')) return { verdict: 'worse', byStalls: false, ...cost };
  if (stalls(subject, schedule, seed)) return { verdict: 'worse', byStalls: true, ...cost };
  if (judged.some(({ decision }) => decision.verdict === 'better'))
    return { verdict: 'better', byStalls: false, ...cost };
  const same = judged.every(({ growth }) => growth === 'kept');
  return { verdict: same ? 'same' : 'unclear', byStalls: false, ...cost };
}

/** The test takes a tenth of a second, so that it is made only where its ratio can be large enough. */
function stalls(subject: GateSubject, { stalls }: GateSchedule, seed: number): boolean {
  if (!mayStall(subject.blocks, stalls.ratio)) return false;
  const enough = subject.blocks.length >= fewestUnits;
  return judgeStalls(subject, { ...stalls, enough, timed: 1, seed })?.alarm ?? false;
}

function secondsOf(blocks: readonly TimedBlock[]): number {
  return blocks.reduce((sum, { seconds }) => sum + seconds, 0);
}
