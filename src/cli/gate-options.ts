import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { BenchError } from '../errors.ts';
import type { BaseSource } from '../run/gate/base.ts';
import { commandLine } from './command-line.ts';
import type { Host } from './host.ts';
import { checkedUrl } from './load-work.ts';
import type { DataOptions, ServerOptions, SuiteOptions } from './options.ts';

export interface GateOptions extends SuiteOptions, ServerOptions, DataOptions {
  readonly baseRef?: string;
  readonly base?: string;
  readonly baseUrl?: string;
  readonly headUrl?: string;
  readonly baseline?: string;
  readonly exactOnly?: boolean;
  readonly budget: string;
  readonly onUnclear: 'pass' | 'fail';
  readonly waivers?: string;
  readonly summary?: string;
  readonly junit?: string;
  readonly export: readonly string[];
  readonly json?: boolean;
}

/** What the head is held against. @throws BenchError `base-missing`, `base-several`, `url-alone`, and what an address may have wrong */
export function baseOf(options: GateOptions, host: Host): BaseSource {
  const { baseRef, base, baseUrl, headUrl, baseline, allowRemote = false } = options;
  const named = [baseRef, base, baseUrl ?? headUrl, baseline].filter((one) => one !== undefined);
  if (named.length === 0) throw new BenchError('base-missing');
  if (named.length > 1) throw new BenchError('base-several');
  const inFolder = (path: string): string => resolve(host.cwd(), path);
  if (baseRef !== undefined) return { kind: 'ref', ref: baseRef };
  if (base !== undefined) return { kind: 'folder', folder: inFolder(base) };
  if (baseline !== undefined) return { kind: 'record', path: inFolder(baseline) };
  if (baseUrl === undefined) throw new BenchError('url-alone', '--head-url');
  if (headUrl === undefined) throw new BenchError('url-alone', '--base-url');
  return { kind: 'urls', base: checkedUrl(baseUrl, allowRemote), head: checkedUrl(headUrl, allowRemote) };
}

const units = { s: 1, m: 60, h: 3600 } as const;

/** "5m" in seconds. @throws BenchError `bad-time-budget` */
export function secondsOf(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([smh])$/.exec(text.trim());
  const seconds = Number(found?.[1]) * units[(found?.[2] ?? 's') as keyof typeof units];
  if (!(seconds > 0)) throw new BenchError('bad-time-budget', text);
  return seconds;
}

/** The formats in which a gate is written to files, by the name of each. */
export const exported = ['markdown', 'junit', 'json', 'github', 'bencher', 'benchmark-action'] as const;
export type Exported = (typeof exported)[number];

export interface Export {
  readonly format: Exported;
  readonly path: string;
}

/** The files that are to be written, and how. @throws BenchError `bad-export` */
export function exportsOf({ summary, junit, export: asked }: GateOptions, host: Host): readonly Export[] {
  const others = asked.map((text): Export => {
    const [name = '', ...rest] = text.split('=');
    const format = exported.find((one) => one === name);
    if (format === undefined || rest.join('=') === '') throw new BenchError('bad-export', text, exported);
    return { format, path: resolve(host.cwd(), rest.join('=')) };
  });
  return [
    ...(summary === undefined ? [] : [{ format: 'markdown', path: resolve(host.cwd(), summary) } as const]),
    ...(junit === undefined ? [] : [{ format: 'junit', path: resolve(host.cwd(), junit) } as const]),
    ...others,
  ];
}

/** The command that asks for the same gate. */
export function gateCommandLine(options: GateOptions): string {
  const { baseRef, base, baseUrl, headUrl, baseline, exactOnly, budget, onUnclear, waivers } = options;
  const words: readonly (readonly [string, string | undefined])[] = [
    ['--base-ref', baseRef],
    ['--base', base],
    ['--base-url', baseUrl],
    ['--head-url', headUrl],
    ['--baseline', baseline],
    ['--budget', exactOnly ? undefined : budget],
    ['--on-unclear', onUnclear === 'pass' ? undefined : onUnclear],
    ['--waivers', waivers],
  ];
  const given = words.flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
  return commandLine(['gate', ...given, ...(exactOnly ? ['--exact-only'] : [])], options);
}

/** For an option that may be given several times. */
export function collect(text: string, before: readonly string[]): readonly string[] {
  if (!text.includes('=')) throw new InvalidArgumentError('It looks like bencher=gate.bmf.json.');
  return [...before, text];
}
