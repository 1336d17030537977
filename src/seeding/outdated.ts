import { dropDatabase } from '../database/databases.ts';
import { ownDatabases, type OwnDatabase } from '../database/own-databases.ts';
import type { Server } from '../database/server.ts';
import type { LoadedSuite } from '../suite/load.ts';
import { generatorsFingerprint } from './fingerprint.ts';
import { alone } from './template.ts';

/** Which generators made a template. */
interface Origin {
  /** The suite's name. */
  readonly suite: string;
  readonly generators: string;
}

/** What a template's mark says of its origin. */
export async function originOf(suite: LoadedSuite['suite'], folder: string): Promise<string> {
  const generators = await generatorsFingerprint(suite.dataset, folder);
  return JSON.stringify({ suite: suite.name, generators } satisfies Origin);
}

/**
 * Drops what other generators of this suite made, with what was kept of it: data of any scale and random seed, since
 * none of it can be found again. Whatever another run still uses stays, and so does everything whose origin is not known.
 *
 * @returns what was dropped
 */
export async function dropOutdated(
  server: Server,
  { suite, folder }: LoadedSuite,
  signal: AbortSignal,
): Promise<readonly OwnDatabase[]> {
  const { generators } = readOrigin(await originOf(suite, folder)) ?? {};
  const outdated = (own: OwnDatabase): boolean => {
    const origin = own.purpose === 'template' ? readOrigin(own.detail) : undefined;
    return origin?.suite === suite.name && origin.generators !== generators;
  };
  const dropped: OwnDatabase[] = [];
  for (const { name } of (await ownDatabases(server)).filter(outdated)) {
    await alone(server, name, signal, async () => {
      const all = await ownDatabases(server);
      const template = all.find((own) => own.name === name);
      if (template === undefined || template.inUse) return;
      const kept = all.filter(({ purpose, key, inUse }) => purpose === 'template' && key === name && !inUse);
      for (const database of [template, ...kept]) {
        await dropDatabase(server, database.name);
        dropped.push(database);
      }
    });
  }
  return dropped;
}

/** Templates of before this was kept have none, and what is kept of arrangements says other things. */
function readOrigin(detail: string | undefined): Origin | undefined {
  if (detail === undefined) return undefined;
  try {
    const { suite, generators } = JSON.parse(detail) as Partial<Origin>;
    return suite === undefined || generators === undefined ? undefined : { suite, generators };
  } catch {
    return undefined;
  }
}
