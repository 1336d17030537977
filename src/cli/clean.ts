import { Command } from 'commander';
import { dropDatabase } from '../database/databases.ts';
import { openServer } from '../database/open.ts';
import { ownDatabases, unmarkedDatabases } from '../database/own-databases.ts';
import { keptIn, removeKept } from '../run/kept.ts';
import type { Cli, Output } from './host.ts';
import { cacheOf, sourceOf, withAddress, type ServerOptions } from './options.ts';

/** `bench clean`: shows what we keep on this machine, or on a server, and removes it. */
export function cleanCommand({ host }: Cli): Command {
  return withAddress(new Command())
    .option('--cache <folder>', 'where server, data and k6 are kept between runs')
    .option('--dry-run', 'show it, and remove nothing')
    .addHelpText('after', examples)
    .action(async (options: ServerOptions & { readonly dryRun?: boolean }) => {
      const remove = options.dryRun !== true;
      if (options.databaseUrl) await cleanServer(options, remove);
      else await cleanCache(cacheOf(options, host), remove, host.stdout);
    });

  async function cleanServer(options: ServerOptions, remove: boolean): Promise<void> {
    await using server = await openServer(sourceOf(options, host));
    const databases = (await ownDatabases(server)).filter(({ inUse }) => !inUse);
    for (const { name, bytes, purpose } of databases) {
      if (remove) await dropDatabase(server, name);
      tell(host.stdout, remove, bytes, `${name} (${purpose})`);
    }
    if (databases.length === 0) host.stdout.write('There is no database of ours on this server.\n');
    const unmarked = await unmarkedDatabases(server);
    if (unmarked.length > 0) host.stdout.write(leftAlone(unmarked));
  }
}

/** What to do about databases that may be ours. */
function leftAlone(names: readonly string[]): string {
  return [
    'Left alone, since they look like ours and bear no mark: a run may have been killed as it made them.',
    'If nobody needs them:',
    ...names.map((name) => `  DROP DATABASE ${name};`),
    '',
  ].join('\n');
}

async function cleanCache(cache: string, remove: boolean, stdout: Output): Promise<void> {
  const kept = remove ? await removeKept(cache) : await keptIn(cache);
  for (const { path, bytes } of kept) tell(stdout, remove, bytes, path);
  if (kept.length === 0) stdout.write(`There is nothing of ours in ${cache}.\n`);
}

function tell(stdout: Output, removed: boolean, bytes: number, what: string): void {
  stdout.write(`${removed ? 'removed' : 'kept'}  ${(bytes / 1e6).toFixed(1).padStart(9)} MB  ${what}\n`);
}

const examples = `
Examples:
  $ bench clean --dry-run                                       what there is
  $ bench clean --database-url postgres://localhost/postgres    the databases that we made there`;
