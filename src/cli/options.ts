import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { cacheFolder } from '../database/cache.ts';
import type { Source } from '../database/server.ts';
import type { Schedule } from '../record/run.ts';
import { mostRounds } from '../record/schedule.ts';
import { schedules } from '../run/schedule.ts';
import type { Host } from './host.ts';

/** Where the suite is and where files are kept: options of every command that reads a suite. */
export interface SuiteOptions {
  readonly config?: string;
}

export interface ServerOptions {
  readonly databaseUrl?: string;
  readonly allowRemote?: boolean;
  readonly container?: string | boolean;
  readonly cache?: string;
}

export interface DataOptions {
  readonly scale: string;
  readonly seed: number;
}

export interface LoadOptions {
  readonly variant?: string;
  readonly url?: string;
  readonly duration?: number;
}

export interface TimingOptions {
  readonly only?: string;
  readonly quick?: boolean;
  readonly rounds?: number;
}

const defaultImage = 'postgres:15';

export function withSuite(command: Command): Command {
  return command.option('-c, --config <file>', 'the suite file (default: bench.config.ts in this folder)');
}

export function withServer(command: Command): Command {
  return withAddress(command)
    .addOption(
      new Option(
        '--container [image]',
        `PostgreSQL in a container (default image: ${defaultImage})`,
      ).conflicts('databaseUrl'),
    )
    .option('--cache <folder>', 'where server, data and k6 are kept between runs');
}

/** A server of the user's own. */
export function withAddress(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--database-url <url>',
        'an existing PostgreSQL, in databases of our own (default: embedded)',
      ).env('DATABASE_URL'),
    )
    .option('--allow-remote', 'let an address that is given name a host that is not this machine');
}

export function withData(command: Command): Command {
  return command
    .option('--scale <name|factor>', 'how much data: tiny, default, large, or a factor such as 3x', 'default')
    .option('--seed <number>', 'seeds the data and the order of the measurements', wholeNumber, 42);
}

export function withTiming(command: Command): Command {
  return command
    .option('--only <globs>', "experiments to run, such as 'orders/*,sessions/*'")
    .option('--quick', 'six rounds at most, and the first parameter class alone: a first impression')
    .option('--rounds <number>', 'take this many rounds at most', roundCount);
}

export function withApis(command: Command): Command {
  return command
    .option('--variant <names>', "the suite's APIs to put under load, the first as the baseline")
    .option('--url <url>', "an API that runs already, on the same data, instead of the suite's")
    .option('--duration <seconds>', 'of load, or of the search, on each side', seconds);
}

/** The server that the options ask for. */
export function sourceOf(options: ServerOptions, host: Host): Source {
  if (options.container) {
    const image = typeof options.container === 'string' ? options.container : defaultImage;
    return { kind: 'container', image };
  }
  if (options.databaseUrl) {
    return { kind: 'url', url: options.databaseUrl, allowRemote: options.allowRemote ?? false };
  }
  return { kind: 'embedded', cache: cacheOf(options, host) };
}

/** The folder in which things are kept between runs. */
export function cacheOf(options: ServerOptions, host: Host): string {
  return cacheFolder(host.env, options.cache === undefined ? undefined : resolve(host.cwd(), options.cache));
}

/** How many rounds, and when they are looked at. Those that were asked for are taken however long that takes. */
export function scheduleOf(options: TimingOptions): Schedule {
  const schedule = options.quick ? schedules.quick : schedules.full;
  const { rounds } = options;
  if (rounds === undefined) return schedule;
  return {
    ...schedule,
    looks: [...schedule.looks.filter((look) => look < rounds), rounds],
    patience: null,
  };
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number >= 1 && number <= 3600)) throw new InvalidArgumentError('It must be between 1 and 3600.');
  return number;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function roundCount(text: string): number {
  const rounds = wholeNumber(text);
  if (rounds < 1 || rounds > mostRounds) {
    throw new InvalidArgumentError(`It must be between 1 and ${mostRounds}.`);
  }
  return rounds;
}
