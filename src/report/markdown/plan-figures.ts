import type { Cell } from '../../record/experiment.ts';
import { kindsDiffer, planFigures } from '../cells.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { count, near, times } from '../units.ts';
import { listed } from '../words.ts';
import type { CellPair } from './cell-pairs.ts';

const columns = [
  'variant',
  'parameters',
  'kind of plan after',
  'statements',
  'buffers',
  'rows scanned',
  'rows removed',
];

/** What repeats exactly, before and after: a row for each variant and class. */
export function planFiguresPart(pairs: readonly CellPair[]): string | null {
  if (pairs.length === 0) return null;
  return blocks(
    '**Plans**, before → after, over all statements, each as often as it is executed, with the first parameter set of each class:',
    table([...columns, 'worst estimate'], pairs.map(figures)),
  );
}

function figures({ variant, name, before, after }: CellPair): readonly string[] {
  const [was, is] = [planFigures(before), planFigures(after)];
  return [
    text(variant.record.title),
    text(name),
    kindsInWords(after),
    arrow(was.statements, is.statements, count),
    arrow(was.blocks, is.blocks, count),
    arrow(was.scanned, is.scanned, ({ rows, off }) => near(rows, off)),
    arrow(was.removed, is.removed, ({ rows, off }) => near(rows, off)),
    arrow(was.misestimate, is.misestimate, (factor) => (factor < 1.05 ? 'exact' : times(factor))),
  ];
}

function arrow<Of>(before: Of | null, after: Of | null, figure: (value: Of) => string): string {
  const [from = '–', to = '–'] = [before, after].map((value) => (value === null ? '–' : figure(value)));
  return from === to ? to : `${from} → ${to}`;
}

/** Whether PostgreSQL goes on planning for each value, or keeps the generic plan; and whether those differ at all. */
function kindsInWords(cell: Cell): string {
  const kinds = [...new Set(cell.settled ?? [])];
  const kind = kinds.length === 0 ? 'not known' : listed(kinds);
  return kindsDiffer(cell) ? `${kind}; the other kind differs` : kind;
}
