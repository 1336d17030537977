/**
 * Makes the recordings that are missing: `npm run benchmark:record`, or some of them: `npm run benchmark:record http-same-1`.
 * To be run on a machine that does nothing else. Can be stopped; what is finished stays, and the next call goes on.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../../src/errors.ts';
import { isRecorded } from './recording.ts';
import { recordSetting } from './record-setting.ts';
import { settings } from './settings.ts';

/** The longest that all of it may take, in seconds. */
const longest = 90 * 60;
/** A recording that has less time left than this is not begun. */
const shortest = 60;

const say = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

const asked = process.argv.slice(2);
const strange = asked.filter((id) => settings.every((setting) => setting.id !== id));
if (strange.length > 0) {
  say(`there is no setting ${strange.join(', ')}: ${settings.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}
const wanted = settings.filter((setting) => asked.length === 0 || asked.includes(setting.id));
const missing = wanted.filter((setting) => !isRecorded(setting));
say(`${missing.length} of ${wanted.length} recordings are to be made`);

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort(new BenchError('interrupted')));
process.once('SIGTERM', () => interrupt.abort(new BenchError('interrupted')));
const cache = join(tmpdir(), `intowork-bench-recordings-${process.pid}`);
process.once('exit', () => rmSync(cache, { recursive: true, force: true }));

const began = performance.now();
const left = (): number => longest - (performance.now() - began) / 1000;
for (const setting of missing) {
  if (interrupt.signal.aborted || left() < shortest) break;
  const told = (text: string): void => say(`${setting.id}: ${text}`);
  await recordSetting(setting, { cache, seconds: left(), signal: interrupt.signal, say: told });
}
say(`${wanted.filter(isRecorded).length} of ${wanted.length} recordings are there`);
// The signal handlers of what was stopped would keep it up.
process.exit(interrupt.signal.aborted ? 130 : 0);
