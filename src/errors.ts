/** What the program answers to its caller; documented in `docs/exit-codes.md`. */
export const exitCodes = {
  fine: 0,
  /** A budget failed or a regression was found. */
  failed: 1,
  /** Wrong use, configuration or environment. */
  misuse: 2,
  /** Nothing could be concluded. */
  inconclusive: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

interface Problem {
  /** One sentence: what is wrong. */
  readonly sentence: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** 2 unless said otherwise. */
  readonly exit?: ExitCode;
}

/**
 * Everything that a user can mend, in one table: code → sentence and remedy.
 * Whatever is thrown and is not one of these is a bug and keeps its stack.
 */
const problems = {
  'config-missing': (path: string): Problem => ({
    sentence: `There is no bench.config.ts in ${path}.`,
    remedy: 'Go to the folder that has one, or name it with --config.',
  }),
  'config-does-not-load': (file: string, trouble: string): Problem => ({
    sentence: `${file} does not load: ${trouble}.`,
    remedy: 'Mend it there and run again.',
  }),
  'config-without-default': (file: string): Problem => ({
    sentence: `${file} exports no suite.`,
    remedy: 'It must say `export default defineSuite({ … })`.',
  }),
  'config-does-not-fit': (file: string, misfits: readonly string[]): Problem => ({
    sentence: `${file} is not a suite: ${misfits.slice(0, 3).join('; ')}${misfits.length > 3 ? `; and ${misfits.length - 3} more` : ''}.`,
    remedy: 'Mend it there; `defineSuite` shows in an editor what may stand where.',
  }),
  'unknown-experiment': (pattern: string, known: readonly string[]): Problem => ({
    sentence: `No experiment matches "${pattern}".`,
    remedy: `\`bench list\` shows them: ${known.slice(0, 5).join(', ')}${known.length > 5 ? ', …' : ''}.`,
  }),
  'unknown-scenario': (id: string, known: readonly string[]): Problem => ({
    sentence: `No scenario is called "${id}".`,
    remedy:
      known.length === 0
        ? 'The suite has none; `scenarios` declares them.'
        : `Use one of ${known.join(', ')}.`,
  }),
  'no-targets': (): Problem => ({
    sentence: 'The suite names no API that could be put under load.',
    remedy: 'Declare one under `targets` in bench.config.ts, or name one that runs with --url.',
  }),
  'unknown-target': (id: string, known: readonly string[]): Problem => ({
    sentence: `The suite has no API called "${id}".`,
    remedy: `Use one of ${known.join(', ')}.`,
  }),
  'no-limit': (scenario: string): Problem => ({
    sentence: `The scenario "${scenario}" has no latency limit.`,
    remedy: "Give one with --slo 'p95<100ms', or as `capacity` in the scenario.",
  }),
  'bad-limit': (text: string): Problem => ({
    sentence: `"${text}" is no limit.`,
    remedy: 'Write it like p95<100ms: one of p50, p90, p95, p99, and a time in ms or s.',
  }),
  'bad-target-url': (text: string): Problem => ({
    sentence: `"${text}" is no address of an API.`,
    remedy: 'Write it like http://127.0.0.1:3000.',
  }),
  'remote-target': (host: string): Problem => ({
    sentence: `The API is on ${host}, which is not this machine.`,
    remedy: 'Load can bring a system down; if that one may be loaded, say --allow-remote.',
  }),
  'target-silent': (url: string, reason: string): Problem => ({
    sentence: `No API answers at ${url}: ${reason}.`,
    remedy: 'Check that it runs, and that the address of --url is right.',
  }),
  'experiment-not-in-run': (id: string, known: readonly string[]): Problem => ({
    sentence: `The run has no experiment "${id}".`,
    remedy: known.length === 0 ? 'It ended before the first one.' : `It has ${known.join(', ')}.`,
  }),
  'class-not-in-run': (name: string, known: readonly string[]): Problem => ({
    sentence: `The experiment has no parameter class "${name}" in this run.`,
    remedy: known.length === 0 ? 'It ended before the first one.' : `It has ${known.join(', ')}.`,
  }),
  'unknown-scale': (text: string, known: readonly string[]): Problem => ({
    sentence: `No scale is called "${text}".`,
    remedy: `Use one of ${known.join(', ')}, or a factor such as 3x.`,
  }),
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
  'server-start-failed': (how: string, log: string): Problem => ({
    sentence: `The embedded PostgreSQL did not start: ${how}.`,
    remedy: `What it said stands in ${log}; \`bench clean\` removes the cache, which is made anew.`,
  }),
  'disk-full': (where: string): Problem => ({
    sentence: `There is no room left on the disk: ${where}.`,
    remedy: 'Free some, let `bench clean` remove what is kept, or choose another disk with --cache <dir>.',
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
  'scenario-source-empty': (where: string): Problem => ({
    sentence: `There is nothing to draw from for ${where}: the list is empty, or the query finds no rows.`,
    remedy: 'Check it against the seeded data; at a small --scale a condition may match nothing.',
  }),
  'scenario-template': (where: string, name: string): Problem => ({
    sentence: `Nothing says what {${name}} stands for in ${where}.`,
    remedy: 'Give it under `parameters`, or name an identity with that column under `as`.',
  }),
  'pacing-unsupported': (driver: string, pacing: string): Problem => ({
    sentence: `${driver} only sends as fast as answers come, and the scenario asks for ${pacing}.`,
    remedy: 'Use --driver k6, or a scenario with `saturation`.',
  }),
  'target-schema-failed': (target: string, reason: string): Problem => ({
    sentence: `The SQL that arranges the database for the API "${target}" does not run: ${reason}.`,
    remedy: `Mend what \`targets.${target}.schema\` names.`,
  }),
  'target-port-taken': (target: string, port: number): Problem => ({
    sentence: `The API "${target}" cannot have port ${port}: something listens there already.`,
    remedy: 'Stop that program, or let the harness choose a port.',
  }),
  'target-ended': (target: string, how: string, said: string): Problem => ({
    sentence: `The API "${target}" ended before it was ready (${how}): ${said || 'it said nothing'}.`,
    remedy: 'Start it by hand with DATABASE_URL and PORT set, and mend what it says.',
  }),
  'target-not-ready': (target: string, probe: string, seconds: number, said: string): Problem => ({
    sentence: `The API "${target}" was not ready within ${seconds} s: ${probe}${said ? `; it said: ${said}` : ''}.`,
    remedy: 'Check `ready` (the path of its probe), or give it more time with `readyWithin`.',
  }),
  'k6-setup-failed': (tried: string): Problem => ({
    sentence: `k6 could be neither fetched nor built: ${tried}.`,
    remedy: 'Put a k6 2.x on PATH, or install Go 1.25 or newer, and run `bench setup k6` again.',
  }),
  'generator-failed': (driver: string, how: string, said: string): Problem => ({
    sentence: `${driver} gave no result (${how})${said ? `: ${said}` : ''}.`,
    remedy: '`bench doctor` shows which one is used; if it is sound, run again.',
    exit: exitCodes.inconclusive,
  }),
  'record-unreadable': (path: string, trouble: string): Problem => ({
    sentence: `${path} cannot be read: ${trouble}.`,
    remedy: 'Name the run.json of a saved run; they are kept in reports/runs.',
  }),
  'record-invalid': (path: string, trouble: string): Problem => ({
    sentence: `${path} is no record of a run: ${trouble}.`,
    remedy: 'Name the run.json of a saved run; they are kept in reports/runs.',
  }),
  'record-version': (path: string, found: number, known: number): Problem => ({
    sentence: `${path} has format version ${found}, and this program reads version ${known}.`,
    remedy: 'Judge it with the version of intowork-bench that wrote it, or run again.',
  }),
  'no-runs': (folder: string): Problem => ({
    sentence: `There is no saved run in ${folder}.`,
    remedy: '`bench compare` makes one; or name a run.json.',
  }),
  'one-run': (path: string): Problem => ({
    sentence: `Two saved runs can be compared, and only ${path} was named.`,
    remedy: '`bench compare A.json B.json` compares two; `bench report A.json` shows one.',
  }),
  'server-lost': (reason: string): Problem => ({
    sentence: `The server went away in the middle of the run: ${reason}`,
    remedy: 'What was finished until then is in the record; find out what ended the server, and run again.',
  }),
  interrupted: (): Problem => ({
    sentence: 'Interrupted.',
    remedy: 'What was finished until then is in the record.',
    exit: exitCodes.interrupted,
  }),
} satisfies Record<string, (...facts: never[]) => Problem>;

export type ProblemCode = keyof typeof problems;

/** A problem that the user can mend: a code, a sentence, a remedy and the exit code. */
export class BenchError<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code;
  readonly remedy: string;
  readonly exit: ExitCode;

  constructor(code: Code, ...facts: Parameters<(typeof problems)[Code]>) {
    const describe = problems[code] as (...facts: unknown[]) => Problem;
    const problem = describe(...facts);
    super(problem.sentence);
    this.name = 'BenchError';
    this.code = code;
    this.remedy = problem.remedy;
    this.exit = problem.exit ?? exitCodes.misuse;
  }
}
