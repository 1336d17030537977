import type { Block, GateRecord } from '../../record/gate.ts';
import { decideGate } from '../../statistics/gate.ts';
import { allowanceOf } from '../../suite/allowance.ts';
import { pairsInBlock, withBlock, type BlockTaker } from './blocks.ts';
import type { GateStage } from './stage.ts';

export interface Timing {
  /** With everything that is known exactly. */
  readonly gate: GateRecord;
  /** Of queries, by name. */
  readonly queries: ReadonlyMap<string, () => Promise<Block>>;
  readonly routes: BlockTaker | null;
  /** Names of routes that are timed. */
  readonly timedRoutes: ReadonlySet<string>;
  readonly stage: GateStage;
  readonly onUpdate: (gate: GateRecord) => void | Promise<void>;
}

/**
 * Takes blocks until every budget on times is settled, at the looks of the schedule, or the last look or the time is
 * over. After each look only what is still open goes on, so that it gets the time that is left.
 */
export async function takeTime(timing: Timing): Promise<GateRecord> {
  const { stage, queries, routes, timedRoutes, onUpdate } = timing;
  const { schedule, budgets } = timing.gate;
  // Where nothing can be restarted, each pair of a block is a unit of its own.
  const units = schedule.unit === 'block' ? 1 : pairsInBlock;
  const most = Math.max(...schedule.looks) / units;
  let { gate } = timing;
  let open = new Set([...queries.keys(), ...timedRoutes]);
  const began = stage.now();
  for (let block = 1; block <= most && open.size > 0; block++) {
    stage.signal.throwIfAborted();
    const blockBegan = stage.now();
    stage.progress.update(`block ${block} of ${schedule.looks.join(', ')}: ${[...open].join(', ')}`);
    const taken = new Map<string, Block | string>(await routes?.takeBlocks(open));
    for (const [name, takeBlock] of queries) {
      if (!open.has(name)) continue;
      taken.set(name, await takeBlock());
    }
    const subjects = gate.subjects.map((subject) => withBlock(subject, taken.get(subject.name)));
    gate = { ...gate, subjects };
    await onUpdate(gate);
    open = new Set([...open].filter((name) => typeof taken.get(name) !== 'string'));
    if (schedule.looks.includes(block * units)) open = stillOpen(gate, open, budgets);
    const took = stage.now() - blockBegan;
    if (stage.now() - began + took > schedule.seconds) break;
  }
  return gate;
}

/** Those that more blocks could still settle. */
function stillOpen(
  { subjects, schedule }: GateRecord,
  open: ReadonlySet<string>,
  budgets: GateRecord['budgets'],
): Set<string> {
  const timed = subjects.filter(({ blocks }) => blocks.length > 0);
  const decided = decideGate(
    timed.map((subject) => ({ ...subject, allowed: allowanceOf(budgets, subject) })),
    schedule,
  );
  const unsettled = decided.filter(({ settled }) => !settled).map(({ name }) => name);
  return new Set(unsettled.filter((name) => open.has(name)));
}
