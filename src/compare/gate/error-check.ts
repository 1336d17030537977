import type { GateRecord } from '../../record/gate.ts';
import { share } from '../words.ts';
import type { Examined } from './examine.ts';
import { failuresOf, isHeadsFault } from './failures.ts';
import { alike, exactRatio, type Draft, type Finding } from './finding.ts';
import { withoutTimes } from './time-checks.ts';
import { untimedAlone } from './validity.ts';

/**
 * The budget of requests that fail, on the head. Where there is none, none may; and where the head evidently fails when
 * the base does not, that is a check of its own, since nothing else would say so. Where a side went away, too few failed
 * to keep it.
 */
export function errorDrafts(examined: Examined, gate: GateRecord): readonly Draft[] {
  const { record, allowed } = examined;
  if (gate.mode === 'exact') return [];
  const implied = allowed.errors === null && isHeadsFault(record);
  if (allowed.errors === null && !implied) return [];
  const [base, head] = [failuresOf(record, 'base'), failuresOf(record, 'head')];
  const words = [
    allowed.errors === null ? 'none, since no budget says otherwise' : sharesInWords(allowed.errors),
  ];
  const found = (): readonly Finding[] => {
    const early = withoutTimes(examined, words);
    if (early !== null) return early;
    if (head.asked === 0) return untimed(examined, words);
    if (head.share > (allowed.errors ?? 0)) return alike(words, 'broken', `${head.words} failed`);
    return record.lost === null ? alike(words, 'kept', `${head.words} failed`) : untimed(examined, words);
  };
  return [
    {
      metric: 'errors',
      base: base.asked === 0 ? null : base.share,
      head: head.asked === 0 ? null : head.share,
      change: exactRatio(base.share, head.share),
      findings: found(),
    },
  ];
}

function sharesInWords(errors: number): string {
  return errors === 0 ? 'none' : `at most ${share(errors)}`;
}

function untimed({ invalid }: Examined, words: readonly string[]): readonly Finding[] {
  return invalid === null ? alike(words, 'unclear', untimedAlone) : alike(words, 'invalid', invalid);
}
