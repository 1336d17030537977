import type { Problem } from './problem.ts';

/** What can be wrong with a suite, or with what is asked of it. */
export const suiteProblems = {
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
  'no-compared-scenario': (known: readonly string[]): Problem => ({
    sentence: 'No scenario of the suite says that it is to be compared.',
    remedy:
      known.length === 0
        ? 'The suite has none; `scenarios` declares them.'
        : `Name one: \`bench load ${known[0] ?? ''}\`; or say in it \`compare: ['k6']\`.`,
  }),
  'no-limited-scenario': (known: readonly string[]): Problem => ({
    sentence: 'No scenario of the suite has a latency limit.',
    remedy:
      known.length === 0
        ? 'The suite has none; `scenarios` declares them.'
        : `Name one and give it one: \`bench capacity ${known[0] ?? ''} --slo 'p95<100ms'\`; or say in it \`capacity: 'p95<100ms'\`.`,
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
};
