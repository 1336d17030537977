import { hasCluster } from '../database/hold.ts';
import { findK6 } from '../load/find-k6.ts';
import type { RunRequest } from './run.ts';
import { needsK6 } from './under-load.ts';

/** What a run has to get before it can begin, as far as that can be seen without a server. */
export interface Missing {
  /** The data and what stands on them. On a server of the user's nobody knows before it is asked. */
  readonly data: boolean;
  readonly k6: boolean;
}

/** Looks for it; nothing is fetched or made. */
export async function missingFor({ source, load }: Pick<RunRequest, 'source' | 'load'>): Promise<Missing> {
  return {
    data: source.kind === 'container' || (source.kind === 'embedded' && !(await hasCluster(source.cache))),
    k6: needsK6(load) && !(await findK6(load)).found,
  };
}
