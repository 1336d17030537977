import { fork } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownProgram } from '../../src/database/own-program.ts';
import { gateSideName, type GateSideName } from '../../src/record/gate.ts';
import { environmentOf } from '../../src/run/environment.ts';
import { layoutFor } from '../../src/run/gate/layout.ts';
import { runGate, type GateRequest } from '../../src/run/gate/run-gate.ts';
import type { Progress } from '../../src/run/progress.ts';
import { schedules } from '../../src/run/schedule.ts';
import { parseScale } from '../../src/seeding/scale.ts';
import { loadSuite } from '../../src/suite/load.ts';
import { writeRecording, type Recording } from './recording.ts';
import type { Setting } from './settings.ts';

const root = resolve(import.meta.dirname, '../..');
/** 10,000 jobs: each recording has data of its own, which takes seconds to make. */
const scale = '0.1x';

/** As many as the gate takes before its first look. */
const fewestBlocks = 8;

export interface Place {
  /** Where the server is kept. */
  readonly cache: string;
  /** That timing may take at most. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** Makes one recording by the gate itself, without an end before the last block. */
export async function recordSetting(setting: Setting, place: Place): Promise<void> {
  const { seed, noise } = setting;
  const { seconds, say } = place;
  const folder = await mkdtemp(join(tmpdir(), 'bench-gate-recording-'));
  // For longer than any recording takes: it is ended when that is over.
  const neighbour = noise === 'quiet' ? null : startNeighbour(seed, seconds);
  try {
    for (const side of gateSideName.options) await writeSuite(setting, side, join(folder, side));
    const recording = await takeRecording(setting, place, folder);
    if (recording === null) return;
    const bytes = await writeRecording(recording);
    const taken = recording.subjects.map(({ blocks }) => blocks.length).join(' and ');
    say(`recorded: ${taken} blocks, ${Math.round(bytes / 1000)} kB`);
  } finally {
    neighbour?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** null where it says too little, which has been said. */
async function takeRecording(
  setting: Setting,
  { cache, seconds, signal, say }: Place,
  folder: string,
): Promise<Recording | null> {
  const { id, blocks, seed } = setting;
  const suite = await loadSuite(join(folder, 'head'));
  const environment = await environmentOf(root);
  const began = performance.now();
  let exactAfter = Number.NaN;
  const progress = progressOf(say, (stage) => {
    if (stage === 'Exact metrics') exactAfter = (performance.now() - began) / 1000;
  });
  const request: GateRequest = {
    suite,
    base: { kind: 'folder', folder: join(folder, 'base') },
    source: { kind: 'embedded', cache },
    scale: parseScale(scale, suite.suite.dataset.scales),
    seed,
    only: null,
    schedule: schedules.full,
    quick: false,
    full: false,
    command: `npm run benchmark:record ${id}`,
    exactOnly: blocks === 0,
    layout: { ...layoutFor(true, seconds), looks: [Math.max(1, blocks)] },
    waivers: [],
    onUnclear: 'pass',
    cache,
    env: process.env,
  };
  const { run, ended } = await runGate(request, progress, signal);
  const subjects = run.gate?.subjects ?? [];
  const taken = Math.min(...subjects.map((subject) => subject.blocks.length));
  if (ended !== null || taken < Math.min(blocks, fewestBlocks)) {
    say(`not recorded: ${ended?.message ?? `${taken} blocks decide nothing`}`);
    return null;
  }
  return {
    id,
    date: run.startedAt,
    environment,
    server: `PostgreSQL ${run.server.version} (${run.server.kind})`,
    exactAfter,
    subjects: subjects.map(({ base, head, ...subject }) => ({
      ...subject,
      base: base && { ...base, plans: [] },
      head: head && { ...head, plans: [] },
    })),
  };
}

/** A suite of three lines, which says what is different about this one. */
async function writeSuite(setting: Setting, side: GateSideName, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { truth } = setting;
  const after = await readFile(join(root, 'scenarios/api/after.sql'), 'utf8');
  const lost = truth.kind === 'lost-index' && side === 'head' ? `\nDROP INDEX ${truth.index};\n` : '';
  await writeFile(join(folder, 'schema.sql'), `${after}${lost}`);
  const module = join(import.meta.dirname, 'suite.ts');
  const text = [
    `import { gatedSuite } from ${JSON.stringify(module)};`,
    `export default gatedSuite(${JSON.stringify(setting)}, '${side}', './schema.sql');`,
    '',
  ].join('\n');
  await writeFile(join(folder, 'bench.config.mts'), text);
}

function startNeighbour(seed: number, seconds: number) {
  const { file, options } = ownProgram('neighbour', import.meta.url);
  return fork(file, [String(seed), String(Math.ceil(seconds))], { execArgv: [...options] });
}

/** A line for each stage, and for every fourth block. */
function progressOf(say: (text: string) => void, onDone: (stage: string) => void): Progress {
  let current = '';
  return {
    start: (stage) => {
      current = stage;
    },
    update: (text) => {
      if (/^block \d*[048] /.test(text)) say(text);
    },
    done: (text) => {
      onDone(current);
      say(`${current}: ${text}`);
    },
  };
}
