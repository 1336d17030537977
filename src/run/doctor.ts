import { statfs } from 'node:fs/promises';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { execa } from 'execa';
import { makeCache } from '../database/cache.ts';
import { installedPrograms } from '../database/programs.ts';
import { addressOf } from '../database/url.ts';
import { BenchError } from '../errors.ts';
import { describeK6, findK6, type K6Place } from '../load/find-k6.ts';
import { lookAtImage } from '../load/k6/container.ts';
import { loadSuite } from '../suite/load.ts';

/** One thing that a run needs, or could use. */
export interface Finding {
  /** `missing` keeps a run from starting, `optional` does not. */
  readonly state: 'fine' | 'optional' | 'missing';
  readonly name: string;
  readonly text: string;
  readonly remedy: string | null;
}

const gigabyte = 1e9;

/** A full run at the default scale needs about this much room for its clones. */
const roomNeeded = 5 * gigabyte;

/** Looks at everything that a run needs or could use; nothing is changed but that the cache folder is made. */
export async function checkMachine(where: K6Place & { readonly suite: string }): Promise<readonly Finding[]> {
  return [
    fine('Node.js', process.versions.node),
    checkProcessors(),
    await check('PostgreSQL', async () => `${await installedPrograms()}, embedded`),
    ...(await checkDatabaseUrl(where.env['DATABASE_URL'])),
    await checkRoom(where.cache),
    await check('suite', async () => {
      const { suite, config } = await loadSuite(where.suite);
      return `${suite.experiments.length} experiments in ${config}`;
    }),
    await checkK6(where),
    await checkProgram('git', ['--version'], 'records then do not name the revision that was measured'),
    await checkProgram(
      'docker',
      ['info', '--format', 'engine {{.ServerVersion}}'],
      '`--container` needs an engine',
    ),
  ];
}

function fine(name: string, text: string): Finding {
  return { state: 'fine', name, text, remedy: null };
}

async function check(name: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return fine(name, await look());
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return { state: 'missing', name, text: error.message, remedy: error.remedy };
  }
}

function checkProcessors(): Finding {
  const cores = availableParallelism();
  const load = loadavg()[0] ?? 0;
  const text = `${cores} cores, ${Math.round(totalmem() / gigabyte)} GB of memory, load ${load.toFixed(1)}`;
  if (load < cores / 2) return fine('machine', text);
  const remedy = 'Something else is running; what is measured now will be noisy.';
  return { state: 'optional', name: 'machine', text, remedy };
}

/** It decides for every command that needs a server, and is easily forgotten. */
async function checkDatabaseUrl(url: string | undefined): Promise<readonly Finding[]> {
  if (!url) return [];
  const look = async () => `is set: runs use the PostgreSQL at ${addressOf(url)}, and not the embedded one`;
  return [await check('DATABASE_URL', look)];
}

async function checkRoom(cache: string): Promise<Finding> {
  const made = await check('cache', async () => {
    await makeCache(cache);
    return cache;
  });
  if (made.state !== 'fine') return made;
  const { bavail, bsize } = await statfs(cache);
  const free = bavail * bsize;
  const text = `${cache}, ${(free / gigabyte).toFixed(1)} GB free`;
  if (free >= roomNeeded) return fine('cache', text);
  const remedy = `A full run needs about ${roomNeeded / gigabyte} GB: make room, or name another disk with --cache.`;
  return { state: 'missing', name: 'cache', text, remedy };
}

async function checkK6({ cache, env }: K6Place): Promise<Finding> {
  const found = await findK6({ cache, env });
  if (found.found) return fine('k6', describeK6(found.k6));
  const image = await lookAtImage(env);
  const contained = image.usable ? `the container image ${image.version} is here` : image.why;
  const remedy = image.usable
    ? '`bench setup k6`, or the first run that needs it, fetches or builds a program; where neither works, the image is used.'
    : 'Not needed to compare queries; `bench setup k6` fetches or builds it.';
  return { state: 'optional', name: 'k6', text: [...found.why, contained].join('; '), remedy };
}

async function checkProgram(name: string, args: readonly string[], without: string): Promise<Finding> {
  const { failed, stdout } = await execa(name, args, { reject: false, timeout: 5000 });
  if (!failed) return fine(name, stdout.split('\n')[0] ?? '');
  return { state: 'optional', name, text: 'does not answer', remedy: `Not needed; ${without}.` };
}
