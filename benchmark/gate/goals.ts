import { endpoints, type Families } from './families.ts';
import { honestly, tally, within } from './tally.ts';
import type { Measured } from './measured.ts';

/** Something that the gate is to reach, and how near it is. */
export interface Goal {
  readonly words: string;
  /** Share of the decisions; of false alarms the most, of everything else the least. */
  readonly aim: number;
  readonly most: boolean;
  /** null where it was not recorded. */
  readonly reached: number | null;
  /** The share whatever the time it took; null where there is no limit on time. */
  readonly atAll: number | null;
  /** Decisions that have no block in common; below 1 where one takes more blocks than there are. */
  readonly independent: number;
  /** What those alone would show: between these the share may well be. */
  readonly low: number;
  readonly high: number;
}

type Wanted = Pick<Goal, 'words' | 'aim'> & { readonly key: string; readonly seconds: number | null };

const alarms: readonly Wanted[] = [
  { words: 'HTTP, identical: false alarms', key: 'http-same-quiet', aim: 0.001, seconds: null },
  { words: 'HTTP, identical, noisy: false alarms', key: 'http-same-neighbour', aim: 0.001, seconds: null },
  { words: 'SQL, identical: false alarms', key: 'sql-same-quiet', aim: 0.001, seconds: null },
  { words: 'SQL, identical, noisy: false alarms', key: 'sql-same-neighbour', aim: 0.001, seconds: null },
];
const same: readonly Wanted[] = [
  { words: 'HTTP, identical: `same`', key: 'http-same-quiet', aim: 0.98, seconds: 60 },
  { words: 'SQL, identical: `same`', key: 'sql-same-quiet', aim: 0.98, seconds: 60 },
];
const found: readonly Wanted[] = [
  { words: 'HTTP, +10 % service time: found', key: 'http-slower-10-quiet', aim: 0.99, seconds: 60 },
  { words: 'HTTP, +5 % service time: found', key: 'http-slower-5-quiet', aim: 0.9, seconds: 120 },
  { words: 'HTTP, +10 % of all of it ¹: found', key: 'http-times-10-quiet', aim: 0.99, seconds: 60 },
  { words: 'HTTP, +5 % of all of it ¹: found', key: 'http-times-5-quiet', aim: 0.9, seconds: 120 },
  { words: 'HTTP, stalls: found', key: 'http-stalls-quiet', aim: 0.95, seconds: 180 },
  { words: 'SQL, +10 % ¹: found', key: 'sql-times-10-quiet', aim: 0.99, seconds: 20 },
  { words: 'SQL, +5 % ¹: found', key: 'sql-times-5-quiet', aim: 0.95, seconds: 30 },
];

const unknown = { reached: null, independent: 0, low: 0, high: 1 } as const;

/** Where we want to be (the aims), and where the recordings say that we are. */
export function goalsOf(measured: readonly Measured[], together: Families | null): readonly Goal[] {
  return [
    ...alarms.map((wanted) =>
      goal(wanted, measured, true, ({ answers }) => {
        const { worse, better } = tally(answers).shares;
        return { reached: worse + better, atAll: null };
      }),
    ),
    familyGoal(together),
    ...same.map((wanted) => goal(wanted, measured, false, sharesOf('same', wanted))),
    ...found.map((wanted) => goal(wanted, measured, false, sharesOf('worse', wanted))),
  ];
}

function familyGoal(together: Families | null): Goal {
  const wanted = {
    words: `${endpoints} endpoints together, identical: any false alarm`,
    aim: 0.005,
    most: true,
    atAll: null,
  };
  if (together === null) return { ...wanted, ...unknown };
  const { alarms, blocks, each } = together;
  const { independent, low, high } = honestly(alarms, blocks, each);
  return { ...wanted, reached: alarms, independent, low, high };
}

function sharesOf(verdict: 'same' | 'worse', { seconds }: Wanted) {
  return ({ answers }: Measured) => ({
    reached: within(answers, verdict, seconds ?? Infinity),
    atAll: within(answers, verdict, Infinity),
  });
}

function goal(
  { words, aim, key, seconds }: Wanted,
  measured: readonly Measured[],
  most: boolean,
  shares: (of: Measured) => { readonly reached: number; readonly atAll: number | null },
): Goal {
  const one = measured.find(({ group }) => group.key === key);
  const named = { words: seconds === null ? words : `${words} within ${seconds} s`, aim, most };
  if (one === undefined) return { ...named, ...unknown, atAll: null };
  const { reached, atAll } = shares(one);
  const { independent, low, high } = honestly(reached, one.blocks, tally(one.answers).blocks);
  return { ...named, reached, atAll, independent, low, high };
}
