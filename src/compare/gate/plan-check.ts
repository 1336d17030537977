import { indexesUsed, nodesOf } from '../../plans/walk.ts';
import type { ExactFacts, GateRecord, GateSideName } from '../../record/gate.ts';
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
  const { head } = record;
  return [
    ...noSequentialScanOn.map((relation) => scanFinding(head, relation)),
    ...uses.map((index) => useFinding(head, index)),
    ...(sameShape ? shapeFindings(examined, head, gate) : []),
  ];
}

function scanFinding({ plans, unplanned }: ExactFacts, relation: string): Finding {
  const allowed = noScanInWords(relation);
  const scan = plans
    .flatMap(nodesOf)
    .find((node) => node.relation === relation && node.type.includes('Seq Scan'));
  if (scan !== undefined) return { allowed, outcome: 'broken', sentence: scan.label };
  if (unplanned.length > 0) return { allowed, outcome: 'invalid', sentence: notKnown(unplanned, 'head') };
  const sentence = `no sequential scan on ${relation} in ${plansInWords(plans)}`;
  return { allowed, outcome: 'kept', sentence };
}

function useFinding({ plans, unplanned }: ExactFacts, index: string): Finding {
  const allowed = useInWords(index);
  if (plans.some((plan) => indexesUsed(plan).includes(index))) {
    return { allowed, outcome: 'kept', sentence: `${index} is used` };
  }
  if (unplanned.length > 0) return { allowed, outcome: 'invalid', sentence: notKnown(unplanned, 'head') };
  return { allowed, outcome: 'broken', sentence: `no plan uses ${index}` };
}

function shapeFindings({ record, state }: Examined, head: ExactFacts, gate: GateRecord): readonly Finding[] {
  const { base } = record;
  if (state.kind === 'new') return alike([asOnTheBase], 'kept', state.sentence);
  if (base === null) return unknown([asOnTheBase], 'base', gate);
  const changed = planChanges(record).filter(hasChangedShape);
  if (changed.length > 0) {
    return alike([asOnTheBase], 'broken', changed.map(({ sentence }) => sentence).join('; '));
  }
  if (head.unplanned.length > 0) return alike([asOnTheBase], 'invalid', notKnown(head.unplanned, 'head'));
  if (base.unplanned.length > 0) return alike([asOnTheBase], 'invalid', notKnown(base.unplanned, 'base'));
  return alike([asOnTheBase], 'kept', `the same shape as on the base in ${plansInWords(base.plans)}`);
}

/** "the plan of 1 statement is not known on the head". Which, a warning says. */
function notKnown(unplanned: readonly string[], side: GateSideName): string {
  const [whose, is] = unplanned.length === 1 ? ['plan', 'is'] : ['plans', 'are'];
  return `the ${whose} of ${plural(unplanned.length, 'statement')} ${is} not known on the ${side}`;
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
