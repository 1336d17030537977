import stringWidth from 'string-width';
import { eachShapeOnce } from '../plans/executions.ts';
import { costliest, misestimate, roundingOf } from '../plans/walk.ts';
import type { Plan, PlanNode } from '../record/plan.ts';
import { wrapped } from './columns.ts';
import { count, duration, near, times } from './units.ts';
import { cut, oneLine, plural } from './words.ts';

/** From this factor on an estimate of rows is remarked on: few are nearer than a small multiple. */
const notableMisestimate = 10;

/** Stands behind the node that spent most itself. */
const costlyMark = '  ◀━━';

const headings = { rows: 'rows (estimate)', blocks: 'buffers', self: 'self' } as const;

type Figures = Readonly<Record<keyof typeof headings, string>>;

/** A line of the tree. One without figures runs over the columns, and goes on under `lead` where it is too long. */
interface Line {
  readonly lead: string;
  readonly text: string;
  readonly figures: Figures | null;
}

/** A tree for each statement and shape of its plans, with an empty line between them. */
export function planTrees(plans: readonly Plan[], width: number): readonly string[] {
  return eachShapeOnce(plans).flatMap((plan, i) => [...(i === 0 ? [] : ['']), ...planTree(plan, width)]);
}

/**
 * A plan as an indented tree: a line per node with its rows (and the planner's estimate of them), the blocks that it
 * and its children touched, and the time that it spent itself; below it its conditions and what is remarkable.
 *
 * @param width in characters: figures of a label that does not fit stand below it, conditions go on in the next line
 */
export function planTree(plan: Plan, width: number): readonly string[] {
  const lines = [{ lead: '', text: '', figures: headings }, ...nodeLines(plan.root, costliest(plan), '', '')];
  const figures = lines.flatMap((line) => line.figures ?? []);
  const widths = {
    rows: Math.max(...figures.map(({ rows }) => rows.length)),
    blocks: Math.max(...figures.map(({ blocks }) => blocks.length)),
    self: Math.max(...figures.map(({ self }) => self.length)),
  };
  const room = width - widths.rows - widths.blocks - widths.self - 6;
  const labels = lines.flatMap((line) => (line.figures === null ? [] : stringWidth(line.lead + line.text)));
  const labelWidth = Math.max(...labels.filter((label) => label <= room), 0);

  const draw = ({ lead, text, figures }: Line): readonly string[] => {
    if (figures === null) return remarkLines(lead, text, width);
    const fits = stringWidth(lead + text) <= room;
    const [own, label] = fits ? [[], lead + text] : [[cut(lead + text, width)], ''];
    const row = [
      label + ' '.repeat(labelWidth - stringWidth(label)),
      figures.rows.padStart(widths.rows),
      figures.blocks.padStart(widths.blocks),
      figures.self.padStart(widths.self),
    ];
    return [...own, row.join('  ').trimEnd()];
  };
  return [...lines.flatMap(draw), ...wrapped(totals(plan), width, '  ')];
}

/** A condition may list thousands of values: its beginning will do. */
const mostLines = 6;

function remarkLines(lead: string, text: string, width: number): readonly string[] {
  const lines = wrapped(text, Math.max(width - stringWidth(lead), 20));
  const shown = lines.slice(0, mostLines).map((line) => lead + line);
  return lines.length > mostLines ? [...shown, `${lead}…`] : shown;
}

function nodeLines(node: PlanNode, costly: PlanNode | null, lead: string, below: string): readonly Line[] {
  const name = node.subplan === null ? node.label : `${node.subplan}: ${node.label}`;
  const under = `${below}${node.children.length > 0 ? '│' : ' '}    `;
  return [
    { lead, text: oneLine(name) + (node === costly ? costlyMark : ''), figures: figuresOf(node) },
    ...remarks(node).map((text) => ({ lead: under, text, figures: null })),
    ...node.children.flatMap((child, i) =>
      i === node.children.length - 1
        ? nodeLines(child, costly, `${below}└─ `, `${below}   `)
        : nodeLines(child, costly, `${below}├─ `, `${below}│  `),
    ),
  ];
}

function figuresOf({ loops, rows, estimatedRows, buffers, time }: PlanNode): Figures {
  const actual = rows === null ? (loops === 0 ? 'never' : '–') : near(rows, roundingOf(rows, loops));
  return {
    rows: `${actual} (${count(estimatedRows)})`,
    blocks: buffers === null ? '–' : count(buffers.hit + buffers.read),
    self: time === null ? '–' : duration(time.self),
  };
}

function remarks(node: PlanNode): readonly string[] {
  const { conditions, sortKeys } = node;
  const notable = [...notableFigures(node)].join('; ');
  return [
    ...(sortKeys.length === 0 ? [] : [`Sort Key: ${oneLine(sortKeys.join(', '))}`]),
    ...conditions.map(({ kind, text }) => `${kind}: ${oneLine(text)}`),
    ...(notable === '' ? [] : [notable]),
  ];
}

function* notableFigures(node: PlanNode): Iterable<string> {
  const { conditions, loops, memory, heapFetches, workers } = node;
  for (const { kind, removed } of conditions) {
    if (removed === null || removed === 0) continue;
    yield `removed by ${kind.toLowerCase()}: ${near(removed, roundingOf(removed, loops))}`;
  }
  const off = misestimate(node);
  if (off !== null && off >= notableMisestimate) yield `estimate off ${times(off)}`;
  if (loops > 1) yield plural(loops, 'loop');
  if (memory !== null) yield memory;
  if (heapFetches !== null && heapFetches > 0) yield plural(heapFetches, 'heap fetch', 'heap fetches');
  if (workers !== null) yield `${workers.launched} of ${plural(workers.planned, 'worker')}`;
  const spilled = temporaryBlocks(node);
  if (spilled > 0) yield `wrote ${plural(spilled, 'temporary block')}`;
}

/** Written by the node itself: EXPLAIN counts its children's too. */
function temporaryBlocks({ buffers, children }: PlanNode): number {
  const below = children.reduce((sum, child) => sum + (child.buffers?.temporaryWritten ?? 0), 0);
  return (buffers?.temporaryWritten ?? 0) - below;
}

function totals({ mode, executions = 1, planning, execution, jit, settings, root }: Plan): string {
  const parts = [
    root.loops === 0 && execution === null ? `${mode} plan, not executed` : `${mode} plan`,
    executions > 1 ? `the first of ${executions} executions` : null,
    executions === 0 ? 'executed with other parameters than the first set' : null,
    planning === null ? null : `planning ${duration(planning)}`,
    execution === null ? null : `execution ${duration(execution)} under EXPLAIN`,
    jit === null ? null : `of that JIT ${duration(jit.total)}`,
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
