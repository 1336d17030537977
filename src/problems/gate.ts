import { exitCodes } from './exit-codes.ts';
import type { Problem } from './problem.ts';

/** What can be wrong with a gate: its budgets, its waivers, and the base that is held against the head. */
export const gateProblems = {
  'no-budgets': (): Problem => ({
    sentence: 'The suite has no budgets, so there is nothing that the gate could hold anybody to.',
    remedy:
      "Say what is allowed in bench.config.ts: `budgets: [{ query: 'orders/*', p95: { growth: 0.05 } }]`.",
  }),
  'base-missing': (): Problem => ({
    sentence: 'Nothing says what to compare with.',
    remedy:
      'Name it: --base-ref origin/main, --base <folder>, --base-url <url> with --head-url <url>, or --baseline <run.json>.',
  }),
  'base-several': (): Problem => ({
    sentence: 'There can be only one base, and several are named.',
    remedy: 'Give one of --base-ref, --base, --base-url, --baseline.',
  }),
  'url-alone': (given: '--base-url' | '--head-url'): Problem => ({
    sentence: `Two deployments are held against each other, and only ${given} is given.`,
    remedy: `Name the other one with ${given === '--base-url' ? '--head-url' : '--base-url'}.`,
  }),
  /** @param hint the end of a sentence: "`git fetch origin main` fetches it" */
  'base-ref-unknown': (ref: string, hint: string): Problem => ({
    sentence: `Git knows no commit by the name of "${ref}".`,
    remedy: `Check how it is written; ${hint}.`,
  }),
  'shallow-clone': (ref: string): Problem => ({
    sentence: `"${ref}" is not in this clone, whose history is cut short.`,
    remedy:
      'Run `git fetch --unshallow`, or `git fetch --depth=100 origin <branch>` for the base alone; with actions/checkout, set `fetch-depth: 0`.',
  }),
  'not-a-repository': (folder: string): Problem => ({
    sentence: `${folder} is in no git repository, so it has no refs.`,
    remedy: 'Name a checkout of the base with --base <folder>.',
  }),
  'base-prepare-failed': (command: string, said: string): Problem => ({
    sentence: `The base could not be made ready: \`${command}\` failed: ${said || 'it said nothing'}.`,
    remedy: 'Run it by hand in a fresh checkout of the base, and mend what it says or `gate.prepare`.',
  }),
  'base-lock-differs': (): Problem => ({
    sentence: 'The base has another lock file, so it cannot run with the packages that are installed here.',
    remedy:
      "Say in bench.config.ts how a checkout is made ready: `gate: { prepare: [['npm', 'ci']] }`; or name one that is, with --base <folder>.",
  }),
  'base-packages-linked': (name: string): Problem => ({
    sentence: `node_modules/${name} is a link to source of this repository, so the base would run the head's.`,
    remedy:
      "Say in bench.config.ts how a checkout is made ready: `gate: { prepare: [['npm', 'ci']] }`; or name one that is, with --base <folder>.",
  }),
  /** @param sentence what loading it said, with its full stop */
  'base-suite': (sentence: string): Problem => ({
    sentence: `The suite of the base cannot be used: ${sentence}`,
    remedy: 'Choose a base whose bench.config.ts is sound; budgets are taken from the head alone.',
  }),
  'bad-time-budget': (text: string): Problem => ({
    sentence: `"${text}" is no length of time.`,
    remedy: 'Write it like 90s, 5m or 1h.',
  }),
  'bad-export': (text: string, formats: readonly string[]): Problem => ({
    sentence: `"${text}" does not say what to write, and where.`,
    remedy: `Write it like bencher=gate.bmf.json, with one of ${formats.join(', ')}.`,
  }),
  'baseline-without-gate': (path: string): Problem => ({
    sentence: `${path} is a run without a gate, so it says nothing that budgets could be held against.`,
    remedy: 'Name the run.json of a `bench gate`, such as the last one on the main branch.',
  }),
  'baseline-other-data': (path: string): Problem => ({
    sentence: `${path} was measured on other data, so that rows, buffers and times differ for that reason.`,
    remedy: 'Use the --scale and --seed of that run, or make a new baseline of the main branch.',
  }),
  'gate-side-failed': (side: 'base' | 'head', what: string): Problem => ({
    sentence: `The ${side} could not be measured: ${what}.`,
    remedy: 'Nothing was concluded; mend that and run again.',
    exit: exitCodes.inconclusive,
  }),
  'waivers-unreadable': (path: string, trouble: string): Problem => ({
    sentence: `The waivers cannot be read from ${path}: ${trouble}.`,
    remedy: 'Check the path of --waivers; without it, bench.waivers.json beside the suite is read.',
  }),
  'waivers-do-not-fit': (path: string, trouble: string): Problem => ({
    sentence: `${path} is no list of waivers: ${trouble}.`,
    remedy: 'It must say [{ "id": "…", "reason": "…", "author": "…", "expires": "2026-01-31" }].',
  }),
  'waiver-expired': (id: string, expires: string, author: string): Problem => ({
    sentence: `The waiver of ${author} for ${id} held until ${expires}.`,
    remedy: 'Remove it and see whether the budget holds again, or give it a new date and a reason for that.',
  }),
  /** @param known ids of checks, nearest first */
  'waiver-unmatched': (id: string, known: readonly string[]): Problem => ({
    sentence: `The waiver for ${id} waives nothing: no budget makes such a check.`,
    remedy: `Remove it, or name one of ${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''}.`,
  }),
};
