import type { LoadedSuite } from '../../suite/load.ts';
import { sourceText } from '../../suite/source.ts';

/** The data of a version. */
export interface VersionData {
  readonly suite: LoadedSuite;
  /** Of its rows. */
  readonly hash: string;
}

/** How base and head differ in what they stand on, whatever the application does; null where they do not. */
export async function otherData(base: VersionData, head: VersionData): Promise<string | null> {
  if (base.hash !== head.hash) return 'base and head generate other data';
  const [before, after] = await Promise.all([base, head].map(({ suite }) => sqlOf(suite)));
  return before === after ? null : 'base and head give their data another schema';
}

async function sqlOf({ suite: { dataset }, folder }: LoadedSuite): Promise<string> {
  const { schema, constraints } = dataset;
  return JSON.stringify(await Promise.all([schema, constraints].map((source) => sourceText(source, folder))));
}
