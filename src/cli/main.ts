import { Command, CommanderError } from 'commander';
import { orDiskFull } from '../database/disk-full.ts';
import { BenchError, exitCodes } from '../errors.ts';
import { programVersion } from '../run/version.ts';
import { commandsFor } from './commands.ts';
import type { Cli, Host } from './host.ts';

/** Runs the program: arguments in, text out, exit code back. Only bugs are thrown. */
export async function main(host: Host): Promise<number> {
  let exit: number = exitCodes.fine;
  const cli: Cli = { host, finish: (code) => (exit = code) };
  try {
    const program = await programOf(host.argv.slice(2), cli);
    await program.parseAsync([...host.argv]);
    return exit;
  } catch (thrown) {
    // A file may be written anywhere, and want of room is never a bug.
    const error = orDiskFull(thrown);
    if (error instanceof BenchError) return complain(host, error.message, error.remedy, error.exit);
    if (error instanceof CommanderError) return misused(host, error);
    throw error;
  }
}

async function programOf(words: readonly string[], cli: Cli): Promise<Command> {
  const program = new Command('bench')
    .description(
      'Puts performance claims about PostgreSQL queries and APIs to the test, and says how sure it is.',
    )
    .version(programVersion)
    .showSuggestionAfterError(true)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', examples);
  for (const command of await commandsFor(words, cli)) program.addCommand(command);
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => cli.host.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => 100,
    });
  }
  return program;
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

const examples = `
Examples:
  $ bench compare                        run everything, judge it, write the report
  $ bench compare --quick --only 'orders/*'
  $ bench load                           put the suite's APIs under load, in turns
  $ bench capacity --slo 'p95<100ms'     how much load each of them carries
  $ bench gate --base-ref origin/main    fail where a budget breaks against the main branch
  $ bench plan orders/recent             plans before and after, and their difference
  $ bench report reports/runs/…/run.json --format markdown
  $ bench doctor                         what is there, what is missing, what to do

Exit codes: 0 fine · 1 a regression or a failed budget · 2 wrong use or environment
            3 nothing could be concluded · 130 interrupted`;

/** Commander's complaints, in our words; asking for help is none. */
function misused(host: Host, error: CommanderError): number {
  if (error.exitCode === 0) return exitCodes.fine;
  if (error.code === 'commander.help') {
    host.stderr.write('bench: Say what to do.\n       `bench --help` shows the commands.\n');
    return exitCodes.misuse;
  }
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const remedy =
    suggestion === undefined ? '`bench --help` and `bench <command> --help` show what there is.' : suggestion;
  return complain(host, `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`, remedy, exitCodes.misuse);
}

function complain(host: Host, sentence: string, remedy: string, exit: number): number {
  host.stderr.write(`bench: ${sentence.replace(/[.]?$/, '.')}\n       ${remedy}\n`);
  return exit;
}
