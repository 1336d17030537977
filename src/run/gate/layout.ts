import type { GateSchedule } from '../../record/gate.ts';

/** How the gate takes and judges time (statistics.md), but for how long it may take. */
type Layout = Omit<GateSchedule, 'seconds'>;

const stalls = { alpha: 0.005, ratio: 1.1 };

/**
 * Both sides are started anew for each block. With 20 blocks at most and not 24, the O'Brien-Fleming levels let a change
 * be told after 12, or after 16 where much is gated; of 24 that takes 16 and 24.
 */
const restarting: Layout = {
  looks: [8, 12, 16, 20],
  alpha: 0.02,
  spending: 'obrien-fleming',
  unit: 'block',
  effect: 1.03,
  tolerance: 1.05,
  stalls,
};

/** Nothing can be restarted, and two processes of the same code differ by some per cent: that much is not told apart. */
const running: Layout = {
  ...restarting,
  looks: [24, 48, 96, 144],
  unit: 'round',
  effect: 1.1,
  tolerance: 1.1,
};

export function layoutFor(restarts: boolean, seconds: number): GateSchedule {
  const { looks, ...layout } = restarts ? restarting : running;
  return { ...layout, looks: [...looks], seconds };
}
