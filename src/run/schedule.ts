import type { Schedule } from '../record/run.ts';

/**
 * When results are looked at (statistics.md): a look may end a comparison, and the chance of a wrong verdict
 * is spent over the looks. Six rounds are the fewest that can give a verdict; Pocock's way of spending leaves enough
 * for the first look, so that effects of several times are settled there. Three seconds for a parameter class keep the
 * slow ones from taking most of the time.
 */
export const schedules: Readonly<Record<'full' | 'quick', Schedule>> = {
  full: { looks: [8, 12, 16, 24], alpha: 0.02, spending: 'pocock', patience: 3 },
  quick: { looks: [6], alpha: 0.05, spending: 'pocock' },
};

/**
 * Rounds of load are looked at once, after the last: they cost seconds each, and there are few. The chance of a wrong
 * verdict is that of the quick schedule, since six rounds can reach no smaller one.
 */
export function loadSchedule(rounds: number): Schedule {
  return { looks: [rounds], alpha: 0.05, spending: 'pocock' };
}
