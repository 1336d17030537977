import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Judgement } from '../compare/judgement.ts';
import { orDiskFull } from '../database/disk-full.ts';
import type { Run, Schedule } from '../record/run.ts';
import { writeWhole } from '../record/whole.ts';
import { chartNamesIn, reportName } from '../report/file-names.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { schedules } from '../run/schedule.ts';

/**
 * Writes the report beside the record, and into `reports/` too where the run was a full one:
 * a quick, shortened, filtered, rescaled or interrupted run never replaces the report that people read, nor one that had
 * to leave something out. Pictures of the report before that are not in this one go with it.
 *
 * @returns the path of the report to point to.
 * @throws BenchError `disk-full`
 */
export async function publish(
  run: Run,
  judgement: Judgement,
  where: { readonly record: string; readonly reports: string },
): Promise<string> {
  const files = renderMarkdown(run, judgement);
  const folders = [dirname(where.record), ...(isFull(run) ? [where.reports] : [])];
  for (const folder of folders) {
    await write(folder, files).catch((error: unknown) => {
      throw orDiskFull(error, folder);
    });
  }
  return join(folders.at(-1) ?? where.reports, reportName);
}

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const before = await readFile(join(folder, reportName), 'utf8').catch(() => '');
  for (const [name, text] of Object.entries(files)) await writeWhole(join(folder, name), text);
  for (const name of chartNamesIn(before))
    if (!(name in files)) await rm(join(folder, name), { force: true });
}

/** Whether a run measured everything that the suite has, at full length and at the default scale. */
export function isFull(run: Run): boolean {
  const { request, status, dataset, schedule } = run;
  const partial = request.quick || request.only !== null || !request.full || dataset?.scale !== 'default';
  const enough = lastLook(schedule) >= lastLook(schedules.full);
  return status === 'complete' && !partial && enough;
}

function lastLook({ looks }: Schedule): number {
  return Math.max(...looks);
}
