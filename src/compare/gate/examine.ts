import type { GateRecord, GateSubject } from '../../record/gate.ts';
import type { Unit } from '../../statistics/bursts.ts';
import { decideGate, unitsOf, type SubjectDecision } from '../../statistics/gate.ts';
import { allowanceOf, type Allowance } from '../../suite/allowance.ts';
import type { Stalls } from './judgement.ts';
import { selfAlarms } from './self-check.ts';
import { judgeStalls } from './stalls.ts';
import { isTimed, stateOf, type State } from './state.ts';
import { whyInvalid } from './validity.ts';

/** A query or route with all that its checks and its words are made of. */
export interface Examined {
  readonly record: GateSubject;
  readonly allowed: Allowance;
  readonly state: State;
  /** Those in which something was answered. */
  readonly units: readonly Unit[];
  readonly decision: SubjectDecision;
  readonly stalls: Stalls | null;
  /** Why its times may not be read, and what to change; null where they may. */
  readonly invalid: string | null;
}

/**
 * Everything that was recorded, in alphabetical order.
 *
 * @param seed of the run: the permutations that tell stalls are drawn from it
 */
export function examine(gate: GateRecord, seed: number): readonly Examined[] {
  const { schedule, budgets } = gate;
  const subjects = gate.subjects.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const allowances = subjects.map((subject) => allowanceOf(budgets, subject));
  const timed = subjects.filter((subject) => isTimed(subject, 'base') && isTimed(subject, 'head')).length;
  const decisions = decideGate(
    subjects.map((subject, i) => ({
      name: idOf(subject),
      blocks: subject.blocks,
      allowed: allowances[i] ?? allowanceOf([], subject),
    })),
    schedule,
  );
  const alarms = selfAlarms(subjects, schedule);
  return subjects.flatMap((record, i) => {
    const [allowed, decision] = [allowances[i], decisions[i]];
    if (allowed === undefined || decision === undefined) return [];
    const state = stateOf(record);
    const units = unitsOf(record.blocks, schedule.unit).filter((unit) =>
      unit.some(({ base, head }) => base.micros.length + head.micros.length > 0),
    );
    const invalid = whyInvalid({ record, allowed, state, units, alarm: alarms.get(record) ?? null }, gate);
    const stalls = judgeStalls(record, {
      ...schedule.stalls,
      unit: schedule.unit,
      timed,
      seed,
    });
    return [{ record, allowed, state, units, decision, stalls, invalid }];
  });
}

/** `route:checkout/pay`. */
export function idOf({ kind, name }: Pick<GateSubject, 'kind' | 'name'>): string {
  return `${kind}:${name}`;
}
