import { selfAlarms } from '../../src/compare/gate/self-check.ts';
import { stallsAlarm } from '../../src/compare/gate/stalls.ts';
import type { GateSchedule, GateSubject } from '../../src/record/gate.ts';
import { decideGate, unitsOf, type SubjectDecision, type TimedSubject } from '../../src/statistics/gate.ts';
import { mayStall } from '../../src/statistics/pooled-tail.ts';
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

/** What is asked about, and as many blocks of it as the last look takes. */
export interface Asked {
  readonly subject: Series['subject'];
  readonly blocks: readonly TimedBlock[];
}

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
  const [answer] = answersOf([{ subject, blocks }], schedule, seed, allowed);
  if (answer === undefined) throw new TypeError('nothing was asked');
  return answer;
}

/**
 * The gate's answers on several at once, which share its alpha: what is settled takes no more blocks.
 *
 * @param asked of unlike names
 * @returns in their order
 */
export function answersOf(
  asked: readonly Asked[],
  schedule: GateSchedule,
  seed: number,
  allowed: Allowed = noGrowth,
): readonly Answer[] {
  const { subjects, decisions } = settled(asked, schedule, allowed);
  const alarms = selfAlarms(subjects, schedule);
  return subjects.map((subject, i): Answer => {
    const [decision, blocks = []] = [decisions[i], asked[i]?.blocks];
    if (decision === undefined) throw new TypeError(`no decision on ${subject.name}`);
    const cost = {
      blocks: subject.blocks.length,
      seconds: secondsOf(blocks.slice(0, subject.blocks.length)),
    };
    if (alarms.has(subject)) return { verdict: 'invalid', byStalls: false, ...cost };
    const rule = { ...schedule.stalls, unit: schedule.unit, timed: asked.length, seed };
    return { ...verdictOf(decision, () => stalls(subject, rule)), ...cost };
  });
}

/** Each with the blocks that the gate would have taken of it, and what those come to. */
function settled(asked: readonly Asked[], schedule: GateSchedule, allowed: Allowed) {
  let subjects = asked.map(({ subject }): GateSubject => ({ ...subject, blocks: [] }));
  let decisions: readonly SubjectDecision[] = [];
  let open = new Set(asked.keys());
  for (const look of schedule.looks) {
    subjects = subjects.map((subject, i) =>
      open.has(i) ? { ...subject, blocks: asked[i]?.blocks.slice(0, look) ?? [] } : subject,
    );
    decisions = decideGate(
      subjects.map(({ name, blocks }) => ({ name, blocks, allowed })),
      schedule,
    );
    open = new Set(
      [...open].filter((i) => decisions[i]?.settled === false && look < (asked[i]?.blocks.length ?? 0)),
    );
    if (open.size === 0) break;
  }
  return { subjects, decisions };
}

function verdictOf(
  { p50, p95 }: SubjectDecision,
  stalls: () => boolean,
): Pick<Answer, 'verdict' | 'byStalls'> {
  const judged = [p50, p95].filter(({ growth }) => growth !== null);
  if (judged.some(({ growth }) => growth === 'broken')) return { verdict: 'worse', byStalls: false };
  if (stalls()) return { verdict: 'worse', byStalls: true };
  if (judged.some(({ decision }) => decision.verdict === 'better'))
    return { verdict: 'better', byStalls: false };
  const same = judged.every(({ growth }) => growth === 'kept');
  return { verdict: same ? 'same' : 'unclear', byStalls: false };
}

type StallRule = GateSchedule['stalls'] &
  Pick<GateSchedule, 'unit'> & { readonly timed: number; readonly seed: number };

/** The test takes milliseconds, so that it is made only where its ratio can be large enough. */
function stalls(subject: GateSubject, rule: StallRule): boolean {
  return mayStall(unitsOf(subject.blocks, rule.unit), rule.ratio) && stallsAlarm(subject, rule);
}

function secondsOf(blocks: readonly TimedBlock[]): number {
  return blocks.reduce((sum, { seconds }) => sum + seconds, 0);
}
