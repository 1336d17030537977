import type { GateRecord } from '../../record/gate.ts';
import type { Run } from '../../record/run.ts';
import { percent, plural } from '../words.ts';
import type { Check, CheckOutcome, GateJudgement } from './judgement.ts';
import { isCutShort, type Findings } from './outcome.ts';

/** The answer in one sentence, with the worst of what speaks for it. */
export function headlineOf(
  outcome: GateJudgement['outcome'],
  found: Findings,
  run: Run,
  gate: GateRecord,
): string {
  const of = (wanted: CheckOutcome) => found.checks.filter((check) => check.outcome === wanted);
  if (gate.mode === 'calibrate') return calibrated(outcome, found, run, gate);
  if (outcome === 'failed') {
    const broken = of('broken');
    const [worst] = broken.toSorted((a, b) => weight(b) - weight(a));
    return `Fails on ${told(worst)}, allowed is ${worst?.allowed ?? ''}${others(broken, 'are broken')}.`;
  }
  if (outcome === 'unclear') {
    const unclear = of('unclear');
    return `Cannot tell of ${told(unclear[0])}${others(unclear, 'are unclear')}.`;
  }
  return outcome === 'invalid' ? invalid(of('invalid'), found, run, gate) : passes(found, of, gate);
}

/** Times that grew most come first: what repeats exactly is said below, and is often the reason. */
function weight({ metric, change }: Check): number {
  return (metric === 'p95' || metric === 'p50') && change !== null ? change.estimate : 0;
}

/** "checkout/pay: p95 1.34× slower (1.29 … 1.40) over 12 blocks". */
function told(check: Check | undefined): string {
  if (check === undefined) return '';
  const { subject, metric, sentence } = check;
  const of = metric === 'p50' || metric === 'p95' ? `${metric} ` : '';
  return `${subject}: ${of}${sentence}`;
}

function others({ length }: readonly Check[], are: string): string {
  if (length < 2) return '';
  return `; ${plural(length - 1, 'more check')} ${length === 2 ? are.replace('are', 'is') : are}`;
}

function invalid(checks: readonly Check[], found: Findings, run: Run, gate: GateRecord): string {
  if (checks.length > 0) return `Invalid: ${told(checks[0])}${others(checks, 'are invalid')}.`;
  if (isCutShort(run, gate)) {
    return `Invalid: the run was cut short, after ${plural(found.checks.length, 'check')}.`;
  }
  return 'Invalid: nothing was checked, since no budget applies to what was measured.';
}

function passes(
  { subjects, checks }: Findings,
  of: (outcome: CheckOutcome) => readonly Check[],
  { mode }: GateRecord,
): string {
  const kept = of('kept').length;
  const counts = [
    `${plural(kept, 'check')} kept`,
    ...(['waived', 'unclear'] as const).flatMap((outcome) => {
      const { length } = of(outcome);
      return length === 0 ? [] : [`${length} ${outcome}`];
    }),
  ].join(', ');
  const timed = subjects.some(({ times }) => times.some(({ ratio }) => ratio !== null));
  if (!timed)
    return `Passes: ${counts}; ${mode === 'baseline' ? 'no times were compared' : 'nothing was timed'}.`;
  const slower = checks.some(({ outcome }) => outcome === 'waived' || outcome === 'unclear');
  return `Passes: ${counts}${slower ? '' : '; nothing slower than is allowed'}.`;
}

function calibrated(
  outcome: GateJudgement['outcome'],
  { subjects, noise }: Findings,
  run: Run,
  gate: GateRecord,
): string {
  const gated = subjects.flatMap(({ times }) => times.filter(({ verdict }) => verdict !== null));
  if (isCutShort(run, gate) || gated.length === 0) return 'Invalid: the calibration did not come to its end.';
  if (outcome === 'invalid') {
    const reason = subjects.find((subject) => subject.invalid !== null);
    const differs = subjects.find(({ times }) =>
      times.some(({ verdict }) => verdict === 'worse' || verdict === 'better'),
    );
    if (reason !== undefined) return `Invalid: ${reason.name}: ${reason.invalid ?? ''}.`;
    return `Invalid: ${differs?.name ?? 'something'} differs from itself on this machine; calibrate when it is quiet.`;
  }
  const growths = gated.flatMap(({ detectable }) => detectable ?? []);
  const least =
    growths.length < gated.length
      ? 'there was time for too few blocks to find growth everywhere, however large; give it more with --budget'
      : `growth of ${percent(Math.max(...growths))} or more can be gated`;
  const floor =
    noise === null ? '' : `half of the blocks differ from themselves by less than ${percent(noise)}, and `;
  return `Calibrated: ${floor}${least}.`;
}
