import type { Check, GateJudgement, PlanChange, SubjectJudgement } from '../../compare/gate/judgement.ts';
import type { GateRecord, GateSubject } from '../../record/gate.ts';
import type { Plan } from '../../record/plan.ts';
import type { Run } from '../../record/run.ts';

/** A gate: what was recorded, and what that comes to. */
export interface GateView {
  readonly run: Run;
  readonly record: GateRecord;
  readonly judgement: GateJudgement;
}

export function gateView(run: Run, judgement: GateJudgement): GateView {
  if (run.gate === null) throw new Error(`The run ${run.id} is judged as a gate and is none.`);
  return { run, record: run.gate, judgement };
}

/** Whether a check fails the gate. */
export function failing({ record }: GateView, { outcome }: Check): boolean {
  return outcome === 'broken' || (outcome === 'unclear' && record.onUnclear === 'fail');
}

/** Whether the gate as a whole is red; one that is invalid is not green either. */
export function gateFails({ judgement: { outcome }, record }: GateView): boolean {
  return outcome === 'failed' || (outcome === 'unclear' && record.onUnclear === 'fail');
}

export function subjectOf({ judgement }: GateView, { kind, subject }: Check): SubjectJudgement | undefined {
  return judgement.subjects.find((one) => one.kind === kind && one.name === subject);
}

/** Subjects with a check that fails the gate, in the order of the checks. */
export function failingSubjects(view: GateView): readonly SubjectJudgement[] {
  const found = view.judgement.checks
    .filter((check) => failing(view, check))
    .flatMap((check) => subjectOf(view, check) ?? []);
  return [...new Set(found)];
}

/** Whether something that repeats exactly is not as it was. */
export function hasChanged({ differences, plans, answers }: SubjectJudgement): boolean {
  return differences.length + plans.length > 0 || (answers !== null && answers.differing > 0);
}

export function recordOf(
  { record }: GateView,
  { kind, name }: Pick<SubjectJudgement, 'kind' | 'name'>,
): GateSubject | undefined {
  return record.subjects.find((subject) => subject.kind === kind && subject.name === name);
}

/** The plans that a change is about; null where a side does not have the statement. */
export function plansOf(
  view: GateView,
  subject: SubjectJudgement,
  { base, head }: PlanChange,
): { readonly before: Plan | null; readonly after: Plan | null } {
  const recorded = recordOf(view, subject);
  return {
    before: base === null ? null : (recorded?.base?.plans[base] ?? null),
    after: head === null ? null : (recorded?.head?.plans[head] ?? null),
  };
}
