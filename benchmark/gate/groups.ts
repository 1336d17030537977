import type { Recording } from './recording.ts';
import { seriesOf, slowedDown, type Series } from './series.ts';
import type { Setting, Truth } from './settings.ts';

/** What is decided upon together: recordings of one truth, under one kind of noise. */
export interface Group {
  /** `http-same-quiet` */
  readonly key: string;
  readonly name: string;
  readonly expected: 'same' | 'worse';
  readonly series: readonly Series[];
}

/** A recording and what it is of. */
export interface Made {
  readonly setting: Setting;
  readonly recording: Recording;
}

/**
 * By which the head's recorded times are multiplied: a database cannot be told to be slower by some per cent, and of what
 * an API's client waits for, its service time is a part.
 */
const slowdowns = [1.03, 1.05, 1.1];

/** Everything that was timed, and the slowdowns that are made of it; without what was not recorded. */
export function groupsOf(made: readonly Made[]): readonly Group[] {
  const plain = made.filter(({ setting }) => setting.connections === 1 && setting.blocks > 0);
  const keys = [...new Set(plain.map(({ setting }) => keyOf(setting)))];
  const recorded = keys.flatMap((key): readonly Group[] => {
    const those = plain.filter(({ setting }) => keyOf(setting) === key);
    const [first] = those;
    if (first === undefined) return [];
    const { truth } = first.setting;
    const series = those.flatMap(({ recording }) => seriesOf(recording));
    return [{ key, name: nameOf(first.setting), expected: truth.kind === 'same' ? 'same' : 'worse', series }];
  });
  const scaled = recorded
    .filter(({ key }) => /^(?:sql-same|http-same-quiet)/.test(key))
    .flatMap(({ key, name, series }) =>
      slowdowns.map((factor): Group => ({
        key: key.replace('same', `times-${percent(factor)}`),
        name: name.replace('identical', `+${percent(factor)} % ¹`),
        expected: 'worse',
        series: series.map((one) => slowedDown(one, factor)),
      })),
    );
  return [...recorded, ...scaled].toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** What is the same comes first, HTTP before SQL; otherwise as recorded. */
function rankOf({ key, expected }: Group): number {
  return (expected === 'same' ? 0 : 2) + (key.startsWith('http') ? 0 : 1);
}

function percent(factor: number): number {
  return Math.round((factor - 1) * 100);
}

function keyOf({ about, truth, noise }: Setting): string {
  const what = truth.kind === 'slower' ? `slower-${percent(truth.factor)}` : truth.kind;
  return `${about}-${what}-${noise}`;
}

function nameOf({ about, truth, noise }: Setting): string {
  const where = noise === 'quiet' ? '' : ', noisy neighbour';
  return `${about.toUpperCase()}, ${inWords(truth)}${where}`;
}

export function inWords(truth: Truth): string {
  if (truth.kind === 'same') return 'identical';
  if (truth.kind === 'slower') return `+${percent(truth.factor)} % service time`;
  if (truth.kind === 'statements') return `${truth.extra} statement more`;
  if (truth.kind === 'lost-index') return `without the index ${truth.index}`;
  return `stalls of ${truth.milliseconds} ms in ${Math.round(truth.share * 100)} %`;
}
