import type { GateSchedule } from '../../src/record/gate.ts';
import { canDiffer, levelAt } from '../../src/statistics/sequential.ts';
import type { Measured } from './measured.ts';
import { partsOf } from './noise.ts';
import { share } from './words.ts';

/** What is in the way of quicker and surer verdicts, a sentence each, from what was measured. */
export function limitsOf(measured: readonly Measured[], schedule: GateSchedule): readonly string[] {
  const first = earliest(schedule, 2);
  const alone = earliest(schedule, 1);
  return [
    `**Looks.** The smallest p-value that n blocks can give is 2 · 2⁻ⁿ. With p50 and p95 gated, each begins with half of α, and at the levels of this schedule \`worse\` cannot be said before ${first} blocks, however slow the head is; with one of them alone not before ${alone}.`,
    ...measured.filter(({ group }) => group.expected === 'same').map((one) => costOf(one, first)),
  ];
}

/** The first look at which a verdict other than `same` is possible at all, if so many share α. */
export function earliest(schedule: GateSchedule, members: number): number {
  const shared = { ...schedule, alpha: schedule.alpha / members };
  return schedule.looks.find((look) => canDiffer(look, levelAt(look, shared))) ?? Math.max(...schedule.looks);
}

function costOf({ group }: Measured, first: number): string {
  const blocks = group.series.flatMap((series) => series.blocks);
  const seconds = blocks.reduce((sum, block) => sum + block.seconds, 0) / blocks.length;
  const { between, within, overhead } = partsOf(group.series, 'p95');
  return (
    `**${group.name}.** A block takes ${seconds.toFixed(1)} s, of which ${share(overhead / seconds)} before its first pair: ` +
    `${first} blocks are ${(first * seconds).toFixed(0)} s. ` +
    `Of the p95, blocks differ by ${share(Math.sqrt(between))} and pairs within them by ${share(Math.sqrt(within))} (standard deviations).`
  );
}
