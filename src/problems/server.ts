import type { Problem } from './problem.ts';

/** What can be wrong with a server, its cache and its data. */
export const serverProblems = {
  'seed-sql-failed': (what: string, reason: string): Problem => ({
    sentence: `The dataset's ${what} SQL does not run: ${reason}.`,
    remedy: `Mend the file that \`dataset.${what}\` names.`,
  }),
  'row-failed': (table: string, trouble: string): Problem => ({
    sentence: `The generator of table "${table}" failed: ${trouble}.`,
    remedy: 'Mend its `row` function; it must work for every index below `rows`.',
  }),
  'rows-refused': (table: string, reason: string): Problem => ({
    sentence: `Table "${table}" does not take its rows: ${reason}.`,
    remedy: "Hold the generator's `columns` and `row` against the schema.",
  }),
  'cache-busy': (lock: string, pid: number | undefined): Problem => ({
    sentence: `Another run${pid === undefined ? '' : ` (process ${pid})`} is using this cache: ${lock} is held.`,
    remedy: 'Wait until it ends, or give this run a cache of its own with --cache <dir>.',
  }),
  'cache-path-too-long': (lock: string): Problem => ({
    sentence: `The path of the cache is too long for the lock that belongs in it: ${lock}.`,
    remedy: 'Choose a shorter one with --cache <dir>.',
  }),
  'cache-unreadable': (cache: string): Problem => ({
    sentence: `PostgreSQL does not run as root, and its user postgres may not look into ${cache}.`,
    remedy: 'Choose a cache that every user may read with --cache <dir>, such as one below /var/cache.',
  }),
  'cache-unwritable': (cache: string): Problem => ({
    sentence: `The cache cannot be written: ${cache}.`,
    remedy: 'Choose a folder of your own with --cache <dir>.',
  }),
  'no-embedded-server': (platform: string): Problem => ({
    sentence: `npm installed no embedded PostgreSQL for ${platform}.`,
    remedy: 'Run `npm ci` without --omit=optional, or use --database-url or --container.',
  }),
  'no-server-user': (name: string, why: string): Problem => ({
    sentence: `PostgreSQL does not run as root, and a user ${name} for it could not be made: ${why}.`,
    remedy: `Make a user ${name}, run as somebody else than root, or use --database-url.`,
  }),
  'server-start-failed': (how: string, log: string): Problem => ({
    sentence: `The embedded PostgreSQL did not start: ${how}.`,
    remedy: `What it said stands in ${log}; \`bench clean\` removes the cache, which is made anew.`,
  }),
  'port-taken': (port: number): Problem => ({
    sentence: `The embedded PostgreSQL cannot have port ${port}: something listens there already.`,
    remedy: 'Run again, and another port is chosen; or stop that program.',
  }),
  /** @param where as PostgreSQL says it: it calls what parallel workers share a file, too */
  'disk-full': (where: string): Problem => ({
    sentence: `There is no room left on the disk: ${where}.`,
    remedy: where.includes('shared memory')
      ? "Give the server's container more of /dev/shm, such as --shm-size=1g; Docker's own is 64 MB."
      : 'Free some, let `bench clean` remove what is kept, or choose another disk with --cache <dir>.',
  }),
  'bad-database-url': (): Problem => ({
    sentence: 'The database URL cannot be read.',
    remedy: 'It looks like postgres://user:password@127.0.0.1:5432/database, special characters as %40.',
  }),
  'remote-host': (host: string): Problem => ({
    sentence: `The database is on ${host}, which is not this machine.`,
    remedy: 'Measuring loads a server heavily; if that one may be loaded, say --allow-remote.',
  }),
  'server-unreachable': (address: string, reason: string): Problem => ({
    sentence: `No PostgreSQL answers at ${address}: ${reason}.`,
    remedy: 'Check that it runs and that host and port of --database-url are right.',
  }),
  'login-refused': (user: string, address: string, reason: string): Problem => ({
    sentence: `PostgreSQL at ${address} does not let ${user} in: ${reason}.`,
    remedy: 'Check user, password and database in --database-url.',
  }),
  'insecure-connection': (address: string, reason: string): Problem => ({
    sentence: `No encrypted connection to ${address}: ${reason}.`,
    remedy:
      'Check sslmode and sslrootcert in --database-url; sslmode=no-verify encrypts without looking at certificates.',
  }),
  'unsupported-version': (version: string, oldest: number, newest: number): Problem => ({
    sentence: `PostgreSQL ${version} is not supported.`,
    remedy: `Use one from ${oldest} to ${newest}.`,
  }),
  'may-not-create-databases': (user: string): Problem => ({
    sentence: `${user} may not create databases on this server, and every measurement needs some of its own.`,
    remedy: `Let an administrator say ALTER ROLE ${user} CREATEDB, or use another user.`,
  }),
  'foreign-database': (name: string): Problem => ({
    sentence: `The database ${name} has our prefix but not our mark, so it is not ours and stays untouched.`,
    remedy: 'If nobody needs it, drop it yourself; otherwise rename it or use another server.',
  }),
  'database-in-use': (name: string): Problem => ({
    sentence: `Somebody is connected to the database ${name}, which must be left alone while it is copied.`,
    remedy: 'Close those connections (psql, an IDE) and run again.',
  }),
  'no-testcontainers': (): Problem => ({
    sentence: 'The package testcontainers is not installed.',
    remedy: 'Run `npm install --save-dev testcontainers@11`, or leave --container away.',
  }),
  'no-container-engine': (): Problem => ({
    sentence: 'No container engine answers.',
    remedy: 'Start Docker or Podman, or set DOCKER_HOST; without --container none is needed.',
  }),
  'container-failed': (image: string, reason: string): Problem => ({
    sentence: `No PostgreSQL came up in a container of ${image}: ${reason}.`,
    remedy: 'Check the image: it must be one of PostgreSQL that can be fetched or is already here.',
  }),
  'server-lost': (reason: string): Problem => ({
    sentence: `The server went away in the middle of the run: ${reason}`,
    remedy: 'What was finished until then is in the record; find out what ended the server, and run again.',
  }),
};
