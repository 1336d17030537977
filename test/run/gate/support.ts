import type { GateRecord, GateSubject } from '../../../src/record/gate.ts';
import { layoutFor } from '../../../src/run/gate/layout.ts';

/** A query of which nothing was measured yet. */
export function subjectOf(name: string): GateSubject {
  const nothing = {
    base: null,
    head: null,
    gone: false,
    answers: null,
    blocks: [],
    trouble: null,
    lost: null,
  };
  return { kind: 'query', name, ...nothing };
}

/** A gate with one budget for all queries: p95 may grow by a twentieth. */
export function gateOf(subjects: readonly GateSubject[], seconds: number): GateRecord {
  return {
    mode: 'compare',
    base: { from: 'main', commit: null, dirty: false },
    head: { from: 'the working tree', commit: null, dirty: false },
    schedule: layoutFor(true, seconds),
    budgets: [{ kind: 'query', names: '**', classes: null, limits: { p95: { growth: 0.05 } } }],
    waivers: [],
    onUnclear: 'pass',
    subjects: [...subjects],
    complete: false,
  };
}
