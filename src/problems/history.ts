import type { Problem } from './problem.ts';

/** What can be wrong with the history of a suite's runs. */
export const historyProblems = {
  'no-history': (path: string): Problem => ({
    sentence: `There is no history in ${path}.`,
    remedy: '`bench history add` begins one with the newest run; --file names one that is elsewhere.',
  }),
  'history-empty': (path: string): Problem => ({
    sentence: `No run is in the history of ${path}.`,
    remedy: '`bench history add` adds the newest one.',
  }),
  'history-unreadable': (path: string, trouble: string): Problem => ({
    sentence: `The history cannot be read from ${path}: ${trouble}.`,
    remedy: 'Name the file of JSON lines that `bench history add` writes.',
  }),
  'history-unwritable': (path: string, trouble: string): Problem => ({
    sentence: `${path} cannot be written: ${trouble}.`,
    remedy: 'Choose a file of your own with --file, and a picture of your own with --svg.',
  }),
  'history-line': (path: string, line: number, trouble: string): Problem => ({
    sentence: `${path}:${line} is no run: ${trouble}.`,
    remedy: 'Mend or remove that line; `bench history add <run.json>` writes it anew.',
  }),
  'history-version': (path: string, line: number, found: number, known: number): Problem => ({
    sentence: `${path}:${line} has version ${found}, and this program reads version ${known}.`,
    remedy: 'Read it with the version of intowork-bench that wrote it, or begin another file with --file.',
  }),
  'nothing-for-history': (path: string): Problem => ({
    sentence: `${path} has nothing that a trend could be made of: nothing was measured in it.`,
    remedy: 'Add a run that got further.',
  }),
  'unknown-series': (pattern: string, known: readonly string[]): Problem => ({
    sentence: `No series of the history matches "${pattern}".`,
    remedy: `There are ${known.slice(0, 3).join(', ')}${known.length > 3 ? ` and ${known.length - 3} more` : ''}.`,
  }),
};
