import type { Run } from '../record/run.ts';
import type { ClaimVerdict, ExperimentJudgement } from './judgement.ts';
import { list, plural } from './words.ts';

/** What a reader who stops here should know: how many of the claims hold, and of how much that was tested. */
export function headline(run: Run, experiments: readonly ExperimentJudgement[]): string {
  return `${circumstances(run)}${verdictOn(experiments)}`;
}

function verdictOn(experiments: readonly ExperimentJudgement[]): string {
  const verdicts = experiments.flatMap(({ claim }) => (claim === null ? [] : [claim.verdict]));
  if (verdicts.length === 0)
    return `No claim was put to the test, in ${plural(experiments.length, 'experiment')}.`;
  const count = (...wanted: readonly ClaimVerdict[]) =>
    verdicts.filter((verdict) => wanted.includes(verdict)).length;
  const [holding, refuted] = [count('confirmed', 'partly'), count('refuted')];
  const [impossible, unproven] = [count('impossible'), count('unproven')];
  const parts = [
    `${holding === 0 ? 'none' : holding} of ${plural(verdicts.length, 'claim')} ${holding > 1 ? 'hold' : 'holds'} at least partly`,
    ...(refuted === 0 ? [] : [`${refuted} ${refuted === 1 ? 'is' : 'are'} refuted`]),
    ...(impossible === 0 ? [] : [`${impossible} cannot run as written`]),
    ...(unproven === 0 ? [] : [`${unproven} could not be settled`]),
  ];
  return `${capitalised(parts.join(', '))}.`;
}

/** What kept the run from being a full one. */
function circumstances({ status, request, reason }: Run): string {
  const words = [
    ...(status === 'complete' ? [] : [`${ended[status]}${reason === null ? '' : ` (${reason})`}`]),
    ...(request.only === null ? [] : [`only ${request.only}`]),
    ...(request.quick ? ['a quick run'] : []),
  ];
  return words.length === 0 ? '' : `${capitalised(list(words))}: `;
}

const ended = { running: 'unfinished', interrupted: 'interrupted', failed: 'ended early' } as const;

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
