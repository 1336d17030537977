import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { historyEntryOf } from '../compare/history.ts';
import { comparableRuns, mostTelling, selectTrends } from '../compare/history-select.ts';
import { trendsOf } from '../compare/history-trends.ts';
import { BenchError } from '../errors.ts';
import { readRun } from '../record/file.ts';
import { appendHistory, readHistory } from '../record/history-file.ts';
import type { HistoryEntry } from '../record/history.ts';
import { historyChart } from '../report/history-chart.ts';
import { renderHistory } from '../report/history.ts';
import { newestRun } from '../run/folder.ts';
import { printing, type Cli, type Host } from './host.ts';

interface FileOption {
  readonly file: string;
}

interface ShowOptions extends FileOption {
  readonly svg: string;
  readonly only?: string;
  readonly last: number;
  readonly most: number;
}

/** `bench history`: keeps a line of each run, and shows how its figures went from run to run; needs no database. */
export function historyCommand({ host }: Cli): Command {
  return new Command()
    .addHelpText('after', examples)
    .addCommand(addCommand(host))
    .addCommand(showCommand(host), { isDefault: true });
}

function addCommand(host: Host): Command {
  return withFile(new Command('add'))
    .description('add saved runs to the history')
    .addArgument(new Argument('[runs...]', 'run.json files (default: the newest in reports/runs)'))
    .addHelpText('after', `\nExample:\n  $ bench history add reports/runs/*/run.json`)
    .action(async (paths: readonly string[], options: FileOption) => {
      const file = resolve(host.cwd(), options.file);
      const known = (await readHistory(file)) ?? [];
      // All are read before one is written.
      const found: HistoryEntry[] = [];
      for (const path of paths.length > 0 ? paths : [await newestRun(host.cwd())]) {
        const entry = historyEntryOf(await readRun(resolve(host.cwd(), path)));
        if (entry.subjects.length === 0) throw new BenchError('nothing-for-history', path);
        found.push(entry);
      }
      const fresh = found.filter(
        (entry, i) => ![...known, ...found.slice(0, i)].some((one) => same(one, entry)),
      );
      if (fresh.length > 0) await appendHistory(file, fresh);
      for (const entry of found) {
        const what = fresh.includes(entry) ? 'added' : 'there already';
        host.stdout.write(`${entry.run}: ${what}\n`);
      }
      const count = known.length + fresh.length;
      host.stdout.write(`${options.file} has ${count} ${count === 1 ? 'run' : 'runs'}.\n`);
    });
}

/** Ids are to the second, and two machines may begin in the same one. */
function same(one: HistoryEntry, other: HistoryEntry): boolean {
  return one.run === other.run && one.at === other.at;
}

function showCommand(host: Host): Command {
  return withFile(new Command('show'))
    .description('show the trends as a table, and draw them (the default)')
    .option('--svg <file>', 'where to draw them', 'reports/history.svg')
    .option('--only <globs>', "series to show, such as 'orders/*' or 'route:*/list:*:p95'")
    .option('--last <runs>', 'look back so many runs', positive, 100)
    .option('--most <series>', 'show so many series, those that changed first', positive, 24)
    .addHelpText('after', examples)
    .action(async (options: ShowOptions) => {
      const file = resolve(host.cwd(), options.file);
      const history = await readHistory(file);
      if (history === null) throw new BenchError('no-history', options.file);
      if (history.length === 0) throw new BenchError('history-empty', options.file);
      const { entries, others } = comparableRuns(history, options.last);
      const trends = mostTelling(selectTrends(trendsOf(entries), options.only));
      const shown = trends.slice(0, options.most);
      const picture = resolve(host.cwd(), options.svg);
      await draw(picture, historyChart(entries, shown));
      host.stdout.write(
        renderHistory(
          { entries, others, trends: shown, more: trends.length - shown.length },
          { ...printing(host), picture: relative(host.cwd(), picture) },
        ),
      );
    });
}

async function draw(path: string, svg: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, svg);
  } catch (error) {
    throw new BenchError('history-unwritable', path, (error as Error).message);
  }
}

function withFile(command: Command): Command {
  return command.option('--file <file>', 'the history, a file of JSON lines', 'reports/history.jsonl');
}

function positive(text: string): number {
  const number = Number(text);
  if (!/^\d{1,4}$/.test(text) || number < 1) throw new InvalidArgumentError('It must be between 1 and 9999.');
  return number;
}

const examples = `
Examples:
  $ bench history add                     the newest run becomes a line of reports/history.jsonl
  $ bench history                         a table of trends, and reports/history.svg
  $ bench history --only 'orders/*' --last 30`;
