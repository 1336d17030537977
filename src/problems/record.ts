import type { Problem } from './problem.ts';

/** What can be wrong with saved runs. */
export const recordProblems = {
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
  /** @param known formats that every run has */
  'format-of-gates': (path: string, format: string, known: readonly string[]): Problem => ({
    sentence: `${path} is not the record of a gate, and the format "${format}" is for gates alone.`,
    remedy: `Name the run.json of a \`bench gate\`, or one of the formats ${known.join(', ')}.`,
  }),
  'no-runs': (folder: string): Problem => ({
    sentence: `There is no saved run in ${folder}.`,
    remedy: '`bench compare` makes one; or name a run.json.',
  }),
  'markdown-of-none': (): Problem => ({
    sentence: '--markdown shows how two saved runs compare, and none was named.',
    remedy: '`bench compare A.json B.json --markdown` does; a run of its own writes PERFORMANCE_REPORT.md.',
  }),
  'one-run': (path: string): Problem => ({
    sentence: `Two saved runs can be compared, and only ${path} was named.`,
    remedy: '`bench compare A.json B.json` compares two; `bench report A.json` shows one.',
  }),
};
