import type { Calibrated } from '../../compare/gate/calibration.ts';
import type { GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { columns, wrapped, type Column } from '../columns.ts';
import type { Printing } from '../terminal.ts';
import { duration } from '../units.ts';

const margin = '  ';

/** What a machine can tell, as text for a terminal; where it can tell nothing, why. */
export function renderCalibration(
  run: Run,
  { outcome, headline }: GateJudgement,
  found: readonly Calibrated[],
  { width }: Printing,
): string {
  const room = width - margin.length;
  const gate = run.gate;
  const times = found[0]?.detectable.map(({ seconds }) => seconds) ?? [];
  const heads: readonly Column[] = [
    { heading: 'base against itself', align: 'left', spills: true },
    { heading: 'blocks', align: 'right' },
    { heading: 'noise', align: 'right' },
    { heading: 'differs by', align: 'right' },
    ...times.map((time): Column => ({ heading: `in ${time / 60} min`, align: 'right' })),
    { heading: 'propose', align: 'right' },
  ];
  const rows = found.flatMap(({ name, metric, blocks, noise, difference, detectable, proposed }, i) => [
    ...(found[i - 1]?.name === name ? [] : [[name]]),
    [
      `  ${metric}`,
      String(blocks),
      `±${beyond(noise)}`,
      signed(difference),
      ...detectable.map(({ growth }) => (growth === null ? '–' : beyond(1 + growth))),
      proposed === null ? '–' : String(proposed),
    ],
  ]);
  const unmeasured = (gate?.subjects ?? []).flatMap(({ name, trouble }) =>
    trouble === null ? [] : [`${name} was not timed: ${trouble}.`],
  );
  const legend = [
    `Noise is what one block of identical code is off by (one standard deviation). "In 5 min" is the smallest growth that a gate finds nine times in ten within that time, all of the budgets together; "–" is none, since the blocks that fit are too few to find any. "Propose" is a growth that budgets can ask for within ${duration(gate?.schedule.seconds ?? 0)}.`,
    'Machines and days differ: calibrate where the gate runs.',
  ];
  const text = outcome === 'passed' ? legend : [headline];
  const table = found.length === 0 ? [] : [...columns(heads, rows, room), ''];
  const lines = ['', ...table, ...[...unmeasured, ...text].flatMap((one) => wrapped(one, room)), ''];
  return `${lines.map((line) => (line === '' ? '' : margin + line)).join('\n')}\n`;
}

/** "2.1 %" for 1.021. */
function beyond(ratio: number): string {
  return `${((ratio - 1) * 100).toFixed(1)}%`;
}

function signed(ratio: number): string {
  const percent = (ratio - 1) * 100;
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)}%`;
}
