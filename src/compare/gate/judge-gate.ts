import type { GateRecord } from '../../record/gate.ts';
import type { Run } from '../../record/run.ts';
import { quantile } from '../../statistics/quantile.ts';
import { errorDrafts } from './error-check.ts';
import { exactDifferences, exactDrafts } from './exact-checks.ts';
import { examine, type Examined } from './examine.ts';
import { checksOf } from './finding.ts';
import { headlineOf } from './headline.ts';
import type { Check, CheckOutcome, GateJudgement, SubjectJudgement } from './judgement.ts';
import { outcomeOf } from './outcome.ts';
import { planDrafts } from './plan-check.ts';
import { planChanges } from './plan-changes.ts';
import { rateDrafts, rateRatio } from './rate-checks.ts';
import { selfEffects } from './self-check.ts';
import { timeDrafts } from './time-checks.ts';
import { timesOf } from './times.ts';
import { warningsOf } from './warnings.ts';

/**
 * Whether the head keeps to what the budgets allow: the same record gives the same words on any machine.
 *
 * @throws TypeError where the run was no gate
 */
export function judgeGate(run: Run): GateJudgement {
  const { gate } = run;
  if (gate === null) throw new TypeError(`The run ${run.id} was no gate.`);
  const examined = examine(gate, run.request.seed);
  const checks = gate.mode === 'calibrate' ? [] : examined.flatMap((one) => checksOfSubject(one, gate));
  const judged = {
    checks: checks.toSorted((a, b) => rankOf(a) - rankOf(b)),
    subjects: examined.map((one) => judgeSubject(one, gate)),
    noise: noiseOf(gate),
  };
  const outcome = outcomeOf(judged, run, gate);
  return {
    outcome,
    headline: headlineOf(outcome, judged, run, gate),
    ...judged,
    warnings: warningsOf(judged, examined, run, gate),
  };
}

function checksOfSubject(examined: Examined, gate: GateRecord): readonly Check[] {
  const drafts = [
    ...timeDrafts(examined, gate),
    ...rateDrafts(examined, gate),
    ...errorDrafts(examined, gate),
    ...exactDrafts(examined, gate),
    ...planDrafts(examined, gate),
  ];
  return drafts.flatMap((draft) => checksOf(examined.record, draft, gate.waivers));
}

const ranks: readonly CheckOutcome[] = ['broken', 'invalid', 'unclear', 'waived', 'kept'];

function rankOf({ outcome }: Check): number {
  return ranks.indexOf(outcome);
}

function judgeSubject(examined: Examined, gate: GateRecord): SubjectJudgement {
  const { record, decision, stalls, invalid } = examined;
  const { kind, name, answers } = record;
  const differ = answers !== null && (answers.differing > 0 || !answers.satisfied);
  return {
    kind,
    name,
    times: timesOf(examined, gate),
    throughput: kind === 'route' ? rateRatio(decision.throughput) : null,
    stalls,
    invalid,
    differences: exactDifferences(examined),
    plans: planChanges(record),
    answers: differ ? answers : null,
  };
}

/** From the p50 of all that was timed. */
function noiseOf({ subjects, schedule }: GateRecord): number | null {
  const effects = subjects.flatMap((subject) => selfEffects(subject, schedule.unit, 'p50'));
  return effects.length === 0 ? null : Math.exp(quantile(effects.map(Math.abs), 0.5));
}
