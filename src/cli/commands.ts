import { Command } from 'commander';
import type { Cli } from './host.ts';

interface Entry {
  readonly description: string;
  /** Only what is called for is loaded: nearly all of the program is behind one command or another. */
  readonly load: () => Promise<(cli: Cli) => Command>;
}

/** All commands, in the order of the help. */
const entries: Readonly<Record<string, Entry>> = {
  compare: {
    description: 'run the suite, judge it and write the report; or compare two saved runs',
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  load: {
    description: "put the suite's APIs under load, in turns, and compare them",
    load: async () => (await import('./load.ts')).loadCommand,
  },
  capacity: {
    description: 'find the load that each API carries before a latency limit breaks',
    load: async () => (await import('./capacity.ts')).capacityCommand,
  },
  gate: {
    description: 'hold this version of the application against another one, and fail where a budget breaks',
    load: async () => (await import('./gate.ts')).gateCommand,
  },
  calibrate: {
    description:
      'hold the application against itself: the noise of this machine, and what budgets can ask of it',
    load: async () => (await import('./calibrate.ts')).calibrateCommand,
  },
  report: {
    description: 'judge a saved run again and show it; needs no database',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  history: {
    description: 'keep a line of each run, and show trends with the places where they change',
    load: async () => (await import('./history.ts')).historyCommand,
  },
  plan: {
    description: 'show the plans of an experiment, before and after, and what changed',
    load: async () => (await import('./plan.ts')).planCommand,
  },
  list: {
    description: 'show the experiments of the suite, its APIs and the traffic that they can be put under',
    load: async () => (await import('./list.ts')).listCommand,
  },
  seed: {
    description: 'make the data ahead of time; `bench compare` does so by itself',
    load: async () => (await import('./seed.ts')).seedCommand,
  },
  setup: {
    description: 'fetch or build a load generator, where this machine has none',
    load: async () => (await import('./setup.ts')).setupCommand,
  },
  doctor: {
    description: 'look at this machine: what is there, what is missing, what to do',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  clean: {
    description:
      'remove what is kept between runs: the embedded server with its data, k6, and what killed gates checked out; or, on a server of yours, our databases',
    load: async () => (await import('./clean.ts')).cleanCommand,
  },
};

/**
 * The commands of the program; those whose names are among these words with all that they understand, the others only by name.
 */
export function commandsFor(words: readonly string[], cli: Cli): Promise<readonly Command[]> {
  return Promise.all(
    Object.entries(entries).map(async ([name, { description, load }]) => {
      const command = words.includes(name) ? (await load())(cli) : new Command();
      return command.name(name).description(description);
    }),
  );
}
