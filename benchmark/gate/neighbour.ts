/**
 * A noisy neighbour: computes on one core in irregular seconds, which the seed draws, and ends by itself.
 *
 * node --import tsx neighbour.ts <seed> <seconds>
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { uniformFrom } from '../../src/statistics/uniform.ts';
import { neighbour } from './settings.ts';

const [seed = 0, seconds = 0] = process.argv.slice(2).map(Number);
const random = uniformFrom(seed);
// Whoever started it may be gone before its time is over.
process.once('disconnect', () => process.exit());

for (let second = 0; second < seconds; second += 1) {
  const computes = random() < neighbour.busy;
  const milliseconds = 1000 * (neighbour.least + (1 - neighbour.least) * random());
  if (computes) compute(milliseconds);
  await sleep(computes ? 1000 - milliseconds : 1000);
}
process.exit();

function compute(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
