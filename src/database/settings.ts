import { totalmem } from 'node:os';

const megabyte = 1024 * 1024;

/**
 * Settings fit for measuring, for servers that we start ourselves; all of them end in the record.
 * What shapes plans (work_mem, random_page_cost, jit, parallel workers, …) keeps PostgreSQL's default,
 * since that is what the application would get.
 *
 * @param memory of the machine, in bytes
 */
export function measuringSettings(memory: number): Readonly<Record<string, string>> {
  return {
    // A quarter of the memory, as PostgreSQL's manual advises, but modest: this is also somebody's working machine.
    shared_buffers: `${Math.max(128, Math.min(512, Math.floor(memory / 4 / megabyte)))}MB`,
    max_connections: '200',
    // Checkpoints would fall into timed windows.
    checkpoint_timeout: '1h',
    max_wal_size: '4GB',
    // We VACUUM (ANALYZE) ourselves, at moments that we choose.
    autovacuum: 'off',
    // Every database here is a clone that can be made again from a random seed, so nothing waits for the disk.
    // Reading is not touched by it; writing is faster than in production, which the report says under what is not covered.
    fsync: 'off',
    // COPY into a table made in the same transaction then skips the write-ahead log.
    wal_level: 'minimal',
    max_wal_senders: '0',
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
  };
}

/** Bytes that this process may use: the machine's, or less in a container. */
export function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** As `postgres` takes them on its command line. */
export function asFlags(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
