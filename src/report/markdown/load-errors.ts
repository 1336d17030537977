import type { LoadRound } from '../../record/load-round.ts';
import type { LoadRecord } from '../../record/load.ts';
import { mishapWords } from '../../record/mishap-words.ts';
import { mishaps } from '../../record/mishaps.ts';
import { blocks, table, text, unbroken } from '../markdown-text.ts';
import { count, percent } from '../units.ts';

/** What went wrong with the requests of each side, over all its rounds; nothing where nothing did. */
export function errorsPart({ sides, rounds }: LoadRecord): string {
  const own = sides.map(({ id }) => rounds.filter(({ side }) => side === id));
  const rows = kinds.flatMap(({ words, failed }) => {
    const cells = own.map((rounds) => share(sum(rounds, failed), requestsIn(rounds)));
    return cells.every((cell) => cell === '–') ? [] : [[words, ...cells]];
  });
  if (rows.length === 0) return '';
  const columns = sides.map(({ id }) => text(id));
  return blocks('Requests that failed, by what went wrong:', table(['', ...columns], rows, columns));
}

interface Kind {
  readonly words: string;
  /** How many requests of a round failed so. */
  readonly failed: (round: LoadRound) => number;
}

const kinds: readonly Kind[] = [
  ...mishaps.map((kind) => ({
    words: mishapWords[kind],
    failed: ({ round }: LoadRound) => round.total.mishaps[kind] ?? 0,
  })),
  { words: 'could not begin when due', failed: ({ round }) => round.dropped },
];

/** All that were made, or were to be. */
function requestsIn(rounds: readonly LoadRound[]): number {
  const failed = kinds.reduce((total, kind) => total + sum(rounds, kind.failed), 0);
  return failed + sum(rounds, ({ round }) => round.total.answered);
}

function sum(rounds: readonly LoadRound[], value: (round: LoadRound) => number): number {
  return rounds.reduce((total, round) => total + value(round), 0);
}

function share(failed: number, requests: number): string {
  return failed === 0 ? '–' : unbroken(`${count(failed)} (${percent(failed / requests)})`);
}
