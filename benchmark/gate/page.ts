import { table } from '../../src/report/markdown-text.ts';
import { asRecordedTable, decisionTable, exactTable, othersTable, truthTable } from './page-tables.ts';
import { triedSection } from './page-tried.ts';
import { limitsOf } from './limits.ts';
import { endpoints, type Families } from './families.ts';
import { goalsOf, type Goal } from './goals.ts';
import type { Counts } from './counts.ts';
import type { Made } from './groups.ts';
import { schedule, type Measured } from './measured.ts';
import { rules } from './rules/index.ts';
import type { Tried } from './tried.ts';
import { neighbour, settings } from './settings.ts';
import { share } from './words.ts';

/** All that RESULTS.md is made of. */
export interface Results {
  readonly counts: Counts;
  readonly made: readonly Made[];
  readonly measured: readonly Measured[];
  readonly together: Families | null;
  readonly tried: readonly Tried[];
}

/** The file that says how good the gate is: everything in it is computed from the recordings. */
export function page(results: Results): string {
  const { counts, made, measured, together } = results;
  return [
    '# How good the gate is',
    beginning(made),
    '## How near to where we want to be',
    nearness(goalsOf(measured, together)),
    ...(together === null ? [] : [togetherNote(together)]),
    'What limits it:',
    limitsOf(measured, schedule)
      .map((limit) => `- ${limit}`)
      .join('\n'),
    '## Identical code',
    `Base and head are the same, so that \`worse\` and \`better\` are false alarms. ${drawing(counts)}`,
    decisionTable(measured),
    'In italics: a coin gives base and head of each block each other’s names, so that nothing can differ by side for any reason. What is left of false alarms is that of the rule alone.',
    neighbourNote,
    '## Injected truth',
    'What the head is slower by, and the share of decisions that say `worse`. “Seen” is the difference of all recorded blocks as the client saw it: service time is not all of a request’s time, so that a fault of 10 % of it is less there.',
    truthTable(measured),
    scaledNote,
    '## What repeats exactly',
    'Known before anything is timed, without noise; these are what the gate looks at first.',
    exactTable(made),
    '## What others would have said',
    `On the same recordings, from ${Math.min(...schedule.looks)} blocks, which is what the gate takes before its first look; ${counts.others} decisions each. For identical code the share that says \`worse\` or \`better\`, otherwise the share that says \`worse\`. All but the stored run are shown interleaved measurements, which their users do not have: that flatters them.`,
    othersTable(measured),
    rules.map(({ name, says }) => `- **${name}**: ${says}`).join('\n'),
    '## As it was recorded',
    'One decision for each recording, its blocks in their order: what the gate would have said at the time.',
    asRecordedTable(measured),
    '## What was tried',
    ...triedSection(results),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

const drawing = (counts: Counts): string =>
  `Each line is ${counts.gate.toLocaleString('en-US')} decisions: whole blocks of one recording in an order drawn anew, without replacement, ` +
  'judged by the gate’s own functions at its own looks, then self-check and stalls. ' +
  'They share their blocks, so that the interval in brackets is that of the decisions that have no block in common; their number is in the last column.';

const neighbourNote = `The noisy neighbour computes on one core in ${share(neighbour.busy)} of the seconds, for between ${share(neighbour.least)} and all of each: with two cores and one request at a time, that is a mild one.`;

const scaledNote =
  '¹ The head’s recorded times of identical code are multiplied by the factor: a database cannot be told to be slower by some per cent, and of what an API’s client waits for, its service time is a part. `worse` takes 3 % at least.';

/** How whole gates were put together, and what that is worth. */
function togetherNote({ count, each, blocks, series }: Families): string {
  const whole = Math.floor(blocks / each);
  const shared =
    series < endpoints
      ? ` There are fewer than ${endpoints}, so that endpoints of a family share blocks.`
      : '';
  const worth =
    blocks < each
      ? 'they are less than one independent family, which shows next to nothing of an aim of 1 in 200.'
      : `they are ${whole === 1 ? 'one independent family' : `${whole} independent families`} at most, of which an aim of 1 in 200 takes hundreds.`;
  return (
    `The ${endpoints} endpoints together: ${count.toLocaleString('en-US')} gates over ${endpoints} endpoints each, judged as one family that shares its α. ` +
    `Each endpoint is one of the ${series} recorded queries and routes of identical code, quiet or not, with blocks drawn anew.${shared} ` +
    `A family takes ${each.toFixed(0)} blocks, and all recordings have ${blocks}: ${worth}`
  );
}

function beginning(made: readonly Made[]): string {
  const [first] = made;
  if (first === undefined) return 'There are no recordings: `npm run benchmark:record` makes them.';
  const { environment, server } = first.recording;
  const dates = made.map(({ recording }) => recording.date).toSorted();
  const commits = [
    ...new Set(made.map(({ recording }) => recording.environment.revision?.commit ?? 'unknown')),
  ];
  const blocks = made.flatMap(({ recording }) => recording.subjects.map((subject) => subject.blocks.length));
  const missing = settings.filter(({ id }) => made.every(({ setting }) => setting.id !== id));
  return [
    `${made.length} recordings with ${sum(blocks)} blocks, made from ${day(dates[0])} to ${day(dates.at(-1))} UTC on ${environment.cores} cores (${environment.cpu}), ${environment.os}, node ${environment.node}, ${server}; commit ${commits.join(', ')}.`,
    missing.length === 0 ? '' : `Not recorded: ${missing.map(({ id }) => id).join(', ')}.`,
    '',
    '```sh',
    'npm run benchmark:record     # makes the recordings that are missing: some 90 minutes, on a machine that does nothing else',
    'npm run benchmark:replay     # decides from them again, and writes this file: a minute, anywhere; more decisions with -- --decisions 1000',
    '```',
  ]
    .filter((line, i) => line !== '' || i > 1)
    .join('\n');
}

function nearness(goals: readonly Goal[]): string {
  const known = goals.filter(({ reached }) => reached !== null);
  const there = known.filter(isReached);
  const shown = known.filter(({ aim, most, low, high }) => (most ? high <= aim : low >= aim));
  const independent = known.map((goal) => goal.independent);
  const sentences = [
    `On these recordings ${there.length} of ${known.length} aims are reached.`,
    `${shown.length === 0 ? 'None is' : `${shown.length} are`} shown beyond chance: an aim holds ${independentInWords(independent.length === 0 ? 0 : Math.min(...independent))} to ${independentInWords(Math.max(0, ...independent))} decisions that have no block in common, and the interval is theirs. The aim for false alarms asks for 3,000 of them: that takes days of recordings, not minutes.`,
  ];
  const rows = goals.map((goal) => [
    goal.words,
    `${goal.most ? '≤' : '≥'} ${share(goal.aim)}`,
    goal.reached === null
      ? 'not recorded'
      : `${share(goal.reached)} (${share(goal.low)} … ${share(goal.high)})`,
    goal.atAll === null ? '' : share(goal.atAll),
    goal.reached === null ? '' : independentInWords(goal.independent),
    goal.reached === null ? '' : isReached(goal) ? 'yes' : '**no**',
  ]);
  const columns = ['aim', 'asked', 'reached', 'at any time', 'independent', 'there'];
  return [sentences.join(' '), table(columns, rows, ['asked', 'reached', 'at any time', 'independent'])].join(
    '\n\n',
  );
}

/** "4"; "0.6" where one decision takes more blocks than there are. */
function independentInWords(count: number): string {
  return count < 1 ? count.toFixed(1) : String(count);
}

function isReached({ reached, aim, most }: Goal): boolean {
  return reached !== null && (most ? reached <= aim : reached >= aim);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** "2026-01-31 12:00" */
function day(date = ''): string {
  return date.slice(0, 16).replace('T', ' ');
}
