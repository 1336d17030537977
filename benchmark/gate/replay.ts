/**
 * Decides again from the recordings, by the judgement as it is now, and writes RESULTS.md.
 *
 * npm run benchmark:replay [-- --decisions <for each line>]
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countsOf, usual } from './counts.ts';
import { familiesOf } from './families.ts';
import { groupsOf, type Made } from './groups.ts';
import { measure, schedule, type Measured } from './measured.ts';
import { page } from './page.ts';
import { triedOn } from './page-tried.ts';
import { readRecording } from './recording.ts';
import { settings } from './settings.ts';
import { tried } from './tried.ts';

const { values } = parseArgs({ options: { decisions: { type: 'string', default: String(usual) } } });
const decisions = Number(values.decisions);
if (!Number.isInteger(decisions) || decisions < 1) throw new TypeError(`--decisions ${values.decisions}`);
const counts = countsOf(decisions);

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
  measured.push(measure(group, counts));
  say(group.name);
}
const together = familiesOf(groups, schedule, counts.families);
say('many endpoints together');
const others = tried(
  groups.filter(({ key }) => triedOn.includes(key)),
  counts.tried,
);
say('what was tried');

const path = join(import.meta.dirname, 'RESULTS.md');
await writeFile(path, page({ counts, made, measured, together, tried: others }));
say('RESULTS.md is written');
