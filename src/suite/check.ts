import { core } from 'zod';
import type { Misfit } from './misfit.ts';
import { brokenReferences } from './references.ts';
import { suiteSchema } from './schema.ts';

/**
 * What is wrong with a suite, each with its place: "experiments[2].variants.before.run: must be …"; nothing if it fits.
 *
 * @param folder where the paths of SQL files start
 */
export function misfitsOf(suite: unknown, folder: string): readonly string[] {
  const checked = suiteSchema.safeParse(suite);
  const misfits: readonly Misfit[] = checked.success
    ? brokenReferences(checked.data, folder)
    : checked.error.issues;
  return misfits.map(sentence);
}

function sentence({ path, message }: Misfit): string {
  return path.length === 0 ? message : `${core.toDotPath(path)}: ${message}`;
}
