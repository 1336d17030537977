/**
 * Decides again from the recordings, by the judgement as it is now, and writes RESULTS.md: `npm run benchmark:replay`.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { familiesOf } from './families.ts';
import { groupsOf, type Made } from './groups.ts';
import { measure, schedule, type Measured } from './measured.ts';
import { page } from './page.ts';
import { triedOn } from './page-tried.ts';
import { readRecording } from './recording.ts';
import { settings } from './settings.ts';
import { tried } from './tried.ts';

const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};

const made: Made[] = [];
for (const setting of settings) {
  const recording = await readRecording(setting);
  if (recording !== null) made.push({ setting, recording });
}
say(`${made.length} of ${settings.length} recordings`);

const groups = groupsOf(made);
const measured: Measured[] = [];
for (const group of groups) {
  measured.push(measure(group));
  say(group.name);
}
const together = familiesOf(groups, schedule);
say('many endpoints together');
const others = tried(groups.filter(({ key }) => triedOn.includes(key)));
say('what was tried');

const path = join(import.meta.dirname, 'RESULTS.md');
await writeFile(path, page({ made, measured, together, tried: others }));
say('RESULTS.md is written');
