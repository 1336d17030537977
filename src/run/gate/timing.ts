import type { GateRecord, GateSubject } from '../../record/gate.ts';
import { decideGate } from '../../statistics/gate.ts';
import { allowanceOf } from '../../suite/allowance.ts';
import type { BlockTaker } from './blocks.ts';
import type { GateStage } from './stage.ts';
import { withBlock, type Taken } from './taken.ts';

export interface Timing {
  /** With everything that is known exactly. */
  readonly gate: GateRecord;
  /** Each with what it takes blocks of: routes share their restarts, a query stands alone. */
  readonly takers: readonly (readonly [taker: Pick<BlockTaker, 'takeBlocks'>, names: readonly string[]])[];
  readonly stage: Pick<GateStage, 'now' | 'signal' | 'progress'>;
  readonly onUpdate: (gate: GateRecord) => void | Promise<void>;
}

/**
 * Takes blocks until every budget on times is settled (`SubjectDecision.settled`), at the looks of the schedule, or the last look or the time is
 * over. The next block is of what has had the least time so far, so that what is cheap is settled early; and what is
 * settled takes no more, so that what is most uncertain gets the time that is left.
 */
export async function takeTime({ gate: begun, takers, stage, onUpdate }: Timing): Promise<GateRecord> {
  const { schedule } = begun;
  const began = stage.now();
  const spent = takers.map(() => 0);
  /** What one of its subjects took in its latest block. */
  const latest = takers.map(() => 0);
  let gate = begun;
  let open: ReadonlySet<string> = new Set(takers.flatMap(([, names]) => names));
  for (;;) {
    const left = schedule.seconds - (stage.now() - began);
    const next = leastServed(takers, open, spent, (i, subjects) => subjects * (latest[i] ?? 0) <= left);
    if (next === null) return gate;
    stage.signal.throwIfAborted();
    const [taker, names] = takers[next] ?? [];
    const wanted = new Set(names?.filter((name) => open.has(name)));
    stage.progress.update(inWords(gate, wanted, open));
    const blockBegan = stage.now();
    const taken = (await taker?.takeBlocks(wanted, left)) ?? new Map<string, Taken>();
    const took = stage.now() - blockBegan;
    latest[next] = took / wanted.size;
    spent[next] = (spent[next] ?? 0) + took;
    gate = {
      ...gate,
      subjects: gate.subjects.map((subject) => withBlock(subject, taken.get(subject.name))),
    };
    const before = open;
    open = stillOpen(gate, open, wanted);
    gate = { ...gate, subjects: gate.subjects.map((subject) => ended(subject, before, open, schedule)) };
    await onUpdate(gate);
  }
}

/** What was decided at a look is kept as it stood there: the answer is to be the same from the record. */
function ended(
  subject: GateSubject,
  before: ReadonlySet<string>,
  open: ReadonlySet<string>,
  schedule: GateRecord['schedule'],
): GateSubject {
  const closed = before.has(subject.name) && !open.has(subject.name) && subject.trouble === null;
  return closed ? upTo(lastLook(subject, schedule), subject, schedule) : subject;
}

/** Of the takers with something open, and time for another block, the one with the least time for each of its subjects. */
function leastServed(
  takers: Timing['takers'],
  open: ReadonlySet<string>,
  spent: readonly number[],
  fits: (taker: number, subjects: number) => boolean,
): number | null {
  const shares = takers.flatMap(([, names], i) => {
    const waiting = names.filter((name) => open.has(name)).length;
    return waiting > 0 && fits(i, waiting) ? [{ i, share: (spent[i] ?? 0) / names.length }] : [];
  });
  return shares.toSorted((a, b) => a.share - b.share)[0]?.i ?? null;
}

/**
 * Those that more blocks could still settle. Each is looked at when it has as many blocks as a look asks for; what the
 * others have beyond their last look waits for the next. A calibration settles nothing: it is there to see the noise.
 */
function stillOpen(
  { mode, subjects, schedule, budgets }: GateRecord,
  open: ReadonlySet<string>,
  changed: ReadonlySet<string>,
): ReadonlySet<string> {
  const most = Math.max(...schedule.looks);
  const left = subjects.filter(
    (subject) => open.has(subject.name) && subject.trouble === null && unitsIn(subject, schedule) < most,
  );
  const looked = left.filter((subject) => changed.has(subject.name) && isAtLook(subject, schedule));
  const names = new Set(left.map(({ name }) => name));
  if (looked.length === 0 || mode === 'calibrate') return names;
  // Those before their first look decide nothing yet, but have their share of the alpha from the beginning.
  const atLooks = subjects.map((subject) =>
    upTo(lastLook(subject, schedule) || unitsIn(subject, schedule), subject, schedule),
  );
  const decided = decideGate(
    atLooks
      .filter(({ blocks }) => blocks.length > 0)
      .map((subject) => ({ ...subject, allowed: allowanceOf(budgets, subject) })),
    schedule,
  );
  const settled = new Set(decided.flatMap((decision) => (decision.settled ? [decision.name] : [])));
  for (const { name } of looked) if (settled.has(name)) names.delete(name);
  return names;
}

/** Where nothing can be restarted, each pair of a block is a unit of its own. */
function unitsIn({ blocks }: Pick<GateSubject, 'blocks'>, { unit }: GateRecord['schedule']): number {
  return unit === 'block' ? blocks.length : blocks.reduce((sum, { pairs }) => sum + pairs.length, 0);
}

/** In units; 0 before the first. */
function lastLook(subject: Pick<GateSubject, 'blocks'>, schedule: GateRecord['schedule']): number {
  const units = unitsIn(subject, schedule);
  return schedule.looks.findLast((look) => look <= units) ?? 0;
}

/** Whether its latest block brought it to a look, or past one. */
function isAtLook(subject: GateSubject, schedule: GateRecord['schedule']): boolean {
  return lastLook(subject, schedule) > lastLook({ blocks: subject.blocks.slice(0, -1) }, schedule);
}

function upTo(units: number, subject: GateSubject, { unit }: GateRecord['schedule']): GateSubject {
  if (unit === 'block') return { ...subject, blocks: subject.blocks.slice(0, units) };
  let left = units;
  const blocks = subject.blocks.flatMap((block) => {
    const pairs = block.pairs.slice(0, left);
    left -= pairs.length;
    return pairs.length > 0 ? [{ ...block, pairs }] : [];
  });
  return { ...subject, blocks };
}

function inWords({ subjects }: GateRecord, wanted: ReadonlySet<string>, open: ReadonlySet<string>): string {
  const [name = ''] = wanted;
  const blocks = subjects.find((subject) => subject.name === name)?.blocks.length ?? 0;
  const others = wanted.size > 1 ? ` and ${wanted.size - 1} more` : '';
  return `block ${blocks + 1} of ${name}${others}; ${open.size} still open`;
}
