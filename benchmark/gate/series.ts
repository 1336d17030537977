import type { Block, GateSubject, Pair } from '../../src/record/gate.ts';
import type { Recording } from './recording.ts';

/** A block, and how long it took with everything that belongs to it, in seconds. */
export interface TimedBlock extends Block {
  readonly seconds: number;
}

/** The blocks of one query or route in one recording, in the order in which they were taken. */
export interface Series {
  /** Of the recording. */
  readonly id: string;
  readonly subject: GateSubject;
  readonly blocks: readonly TimedBlock[];
}

/** What a recording says of time, a series for each query or route. */
export function seriesOf({ id, subjects }: Pick<Recording, 'id' | 'subjects'>): readonly Series[] {
  const begins = subjects.flatMap(({ blocks }) => blocks.map(({ at }) => at)).toSorted((a, b) => a - b);
  // A block ends where the next one begins, whatever that is of: its restart and its warm-up are its own.
  const lengths = new Map(begins.map((at, i) => [at, (begins[i + 1] ?? Number.NaN) - at]));
  return subjects
    .filter(({ blocks }) => blocks.length > 0)
    .map((subject) => {
      const known = subject.blocks
        .map(({ at }) => lengths.get(at) ?? Number.NaN)
        .filter((s) => !Number.isNaN(s));
      const average = known.reduce((sum, seconds) => sum + seconds, 0) / known.length;
      const blocks = subject.blocks.map((block) => {
        const seconds = lengths.get(block.at) ?? Number.NaN;
        return { ...block, seconds: Number.isNaN(seconds) ? average : seconds };
      });
      return { id, subject: { ...subject, blocks: [] }, blocks };
    });
}

/** The series as it would be, had each pair been another one. */
export function mapPairs(series: Series, change: (pair: Pair) => Pair): Series {
  return {
    ...series,
    blocks: series.blocks.map((block) => ({ ...block, pairs: block.pairs.map(change) })),
  };
}

/** The series as it would be, had all that the head did taken so many times as long. */
export function slowedDown(series: Series, factor: number): Series {
  return mapPairs(series, (pair) => ({
    ...pair,
    head: {
      ...pair.head,
      micros: pair.head.micros.map((time) => Math.round(time * factor)),
      seconds: pair.head.seconds * factor,
    },
  }));
}
