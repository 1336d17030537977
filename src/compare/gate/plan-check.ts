import { indexesUsed, nodesOf } from '../../plans/walk.ts';
import type { GateRecord } from '../../record/gate.ts';
import type { Plan } from '../../record/plan.ts';
import { plural } from '../words.ts';
import type { Examined } from './examine.ts';
import { unknown } from './exact-checks.ts';
import { alike, type Draft, type Finding } from './finding.ts';
import { hasChangedShape, planChanges } from './plan-changes.ts';

/** What plans must look like. */
export function planDrafts(examined: Examined, gate: GateRecord): readonly Draft[] {
  return examined.allowed.plan === null
    ? []
    : [{ metric: 'plan', base: null, head: null, change: null, findings: findingsOf(examined, gate) }];
}

function findingsOf(examined: Examined, gate: GateRecord): readonly Finding[] {
  const { record, state, allowed } = examined;
  const { noSequentialScanOn = [], uses = [], sameShape = false } = allowed.plan ?? {};
  const words = [
    ...noSequentialScanOn.map(noScanInWords),
    ...uses.map(useInWords),
    ...(sameShape ? [asOnTheBase] : []),
  ];
  if (state.kind === 'gone') return [];
  if (state.kind === 'fails') return alike(words, 'broken', state.sentence);
  if (state.kind === 'neither') return alike(words, 'invalid', state.sentence);
  if (record.head === null) return unknown(words, 'head', gate);
  const { plans } = record.head;
  return [
    ...noSequentialScanOn.map((relation) => scanFinding(plans, relation)),
    ...uses.map((index) => useFinding(plans, index)),
    ...(sameShape ? shapeFindings(examined, gate) : []),
  ];
}

function scanFinding(plans: readonly Plan[], relation: string): Finding {
  const allowed = noScanInWords(relation);
  const scan = plans
    .flatMap(nodesOf)
    .find((node) => node.relation === relation && node.type.includes('Seq Scan'));
  return scan === undefined
    ? { allowed, outcome: 'kept', sentence: `no sequential scan on ${relation} in ${plansInWords(plans)}` }
    : { allowed, outcome: 'broken', sentence: scan.label };
}

function useFinding(plans: readonly Plan[], index: string): Finding {
  const allowed = useInWords(index);
  return plans.some((plan) => indexesUsed(plan).includes(index))
    ? { allowed, outcome: 'kept', sentence: `${index} is used` }
    : { allowed, outcome: 'broken', sentence: `no plan uses ${index}` };
}

function shapeFindings({ record, state }: Examined, gate: GateRecord): readonly Finding[] {
  if (state.kind === 'new') return alike([asOnTheBase], 'kept', state.sentence);
  if (record.base === null) return unknown([asOnTheBase], 'base', gate);
  const changed = planChanges(record).filter(hasChangedShape);
  return changed.length === 0
    ? alike([asOnTheBase], 'kept', `the same shape as on the base in ${plansInWords(record.base.plans)}`)
    : alike([asOnTheBase], 'broken', changed.map(({ sentence }) => sentence).join('; '));
}

const asOnTheBase = 'plans of the same shape as on the base';

function noScanInWords(relation: string): string {
  return `no sequential scan on ${relation}`;
}

function useInWords(index: string): string {
  return `a plan with ${index}`;
}

function plansInWords(plans: readonly Plan[]): string {
  return plural(plans.length, 'plan');
}
