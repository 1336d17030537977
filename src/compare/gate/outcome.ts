import type { GateRecord } from '../../record/gate.ts';
import type { Run } from '../../record/run.ts';
import type { CheckOutcome, GateJudgement } from './judgement.ts';

/** What was found, before anybody says what it comes to. */
export type Findings = Pick<GateJudgement, 'checks' | 'subjects' | 'noise'>;

/**
 * What is broken fails the gate. Otherwise what could not be measured validly is never a pass, and neither is a run that
 * was cut short or in which nothing was checked. What cannot be told passes or not, as was asked for.
 */
export function outcomeOf(found: Findings, run: Run, gate: GateRecord): GateJudgement['outcome'] {
  if (gate.mode === 'calibrate') return isSteady(found) && !isCutShort(run, gate) ? 'passed' : 'invalid';
  const has = (outcome: CheckOutcome) => found.checks.some((check) => check.outcome === outcome);
  if (has('broken')) return 'failed';
  if (has('invalid') || found.checks.length === 0 || isCutShort(run, gate)) return 'invalid';
  return has('unclear') && gate.onUnclear === 'fail' ? 'unclear' : 'passed';
}

/** Whether something that should have been measured was not. */
export function isCutShort({ status }: Run, { complete }: GateRecord): boolean {
  return !complete && (status === 'interrupted' || status === 'failed');
}

/** Whether a machine tells identical code from itself nowhere. */
function isSteady({ subjects }: Findings): boolean {
  const timed = subjects.some(({ times }) => times.length > 0);
  return (
    timed &&
    subjects.every(
      ({ invalid, stalls, times }) =>
        invalid === null &&
        stalls?.alarm !== true &&
        times.every(({ verdict }) => verdict !== 'better' && verdict !== 'worse' && verdict !== 'invalid'),
    )
  );
}
