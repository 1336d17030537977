import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { execa } from 'execa';
import type { Environment } from '../record/run.ts';
import { programVersion } from './version.ts';

/** The machine and the repository in which a run takes place. */
export async function environmentOf(folder: string): Promise<Environment> {
  return {
    os: `${type()} ${release()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    node: process.versions.node,
    version: programVersion,
    revision: await revisionOf(folder),
    load: loadavg()[0] ?? 0,
  };
}

async function revisionOf(folder: string): Promise<Environment['revision']> {
  const git = execa({ cwd: folder, reject: false });
  const [head, status] = await Promise.all([git`git rev-parse --short HEAD`, git`git status --porcelain`]);
  if (head.exitCode !== 0) return null;
  return { commit: head.stdout, dirty: status.stdout !== '' };
}
