import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { pacing } from '../record/load.ts';

/** A request as it goes over the wire, less the host. */
const preparedRequest = z.object({
  /** Index of its route. */
  route: z.number().int().nonnegative(),
  method: z.string(),
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
});
export type PreparedRequest = z.infer<typeof preparedRequest>;

/**
 * A scenario made concrete: the very requests, in the order in which every driver sends them, over and over.
 * The file is read inside k6 too, and is easy to write by hand: `scenarios/k6/README.md` shows one.
 */
export const preparedTraffic = z.object({
  scenario: z.string(),
  pacing,
  /** Of one round, in seconds: counted load, and uncounted load before it. */
  seconds: z.number().positive(),
  settle: z.number().nonnegative(),
  timeout: z.number().positive(),
  routes: z.array(z.object({ name: z.string(), expect: z.array(z.number().int()).min(1) })).min(1),
  requests: z.array(preparedRequest).min(1),
});
export type PreparedTraffic = z.infer<typeof preparedTraffic>;

/** Kept from other users of the machine: it holds whatever the requests carry to log in. */
export async function writeTraffic(path: string, traffic: PreparedTraffic): Promise<void> {
  await writeFile(path, JSON.stringify(traffic), { mode: 0o600 });
}

/** @throws BenchError `traffic-invalid` where the file is no prepared traffic */
export async function readTraffic(path: string): Promise<PreparedTraffic> {
  const parsed = preparedTraffic.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new BenchError('traffic-invalid', path, z.prettifyError(parsed.error));
  return parsed.data;
}
