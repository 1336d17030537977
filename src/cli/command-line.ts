import type { DataOptions, LoadOptions, ServerOptions, SuiteOptions, TimingOptions } from './options.ts';
import type { DriverName } from '../suite/scenario.ts';

/** All options that decide what a run does. How it is shown and where things are kept makes no other run of it. */
export type RunOptions = SuiteOptions &
  ServerOptions &
  DataOptions &
  TimingOptions &
  LoadOptions & {
    readonly driver?: readonly DriverName[];
    readonly slo?: string;
    /** False where load was left out. */
    readonly load?: boolean;
  };

/**
 * The command that asks for the same run, ready for a POSIX shell, for the report's last section.
 *
 * A report is passed around, and the URL of a database may hold a password: it stands there as a variable that the
 * reader has to set.
 *
 * @param command with what it is about: `['load', 'browse']`
 */
export function commandLine(command: readonly string[], options: RunOptions): string {
  const { config, scale, seed, only, quick, load, rounds, driver, variant, url, slo, duration } = options;
  const { databaseUrl, container, allowRemote } = options;
  const image = typeof container === 'string' ? `=${container}` : '';
  const words: readonly (readonly string[] | false)[] = [
    command,
    config !== undefined && ['--config', config],
    ['--scale', scale],
    ['--seed', String(seed)],
    only !== undefined && ['--only', only],
    quick === true && ['--quick'],
    load === false && ['--no-load'],
    driver !== undefined && ['--driver', driver.join(',')],
    variant !== undefined && ['--variant', variant],
    url !== undefined && ['--url', url],
    slo !== undefined && ['--slo', slo],
    rounds !== undefined && ['--rounds', String(rounds)],
    duration !== undefined && ['--duration', String(duration)],
    allowRemote === true && ['--allow-remote'],
    Boolean(container) && [`--container${image}`],
  ];
  const line = words.flatMap((some) => (some === false ? [] : some.map(quoted)));
  return ['npx bench', ...line, ...(databaseUrl ? ['--database-url "$DATABASE_URL"'] : [])].join(' ');
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
