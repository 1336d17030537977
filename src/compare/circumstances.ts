import type { Run, Warning } from '../record/run.ts';

/** Whether two runs had the same rows, byte for byte. */
export function haveSameData(before: Run, after: Run): boolean {
  return before.dataset !== null && before.dataset.hash === after.dataset?.hash;
}

/** In what two runs differ beside what was measured, and what to do so that they do not. */
export function circumstances(before: Run, after: Run): readonly Warning[] {
  return aspects.flatMap(({ about, of, why, remedy }) => {
    const [was, is] = [of(before), of(after)];
    return was === is ? [] : [{ about, sentence: `${why}: ${was} before, ${is} after.`, remedy }];
  });
}

interface Aspect {
  readonly about: string;
  readonly of: (run: Run) => string;
  readonly why: string;
  readonly remedy: string;
}

const aspects: readonly Aspect[] = [
  {
    about: 'data',
    of: ({ dataset }) => (dataset === null ? 'none' : `${dataset.scale} ${dataset.hash.slice(0, 12)}`),
    why: 'The runs had different data, so that times, rows and buffers are not compared',
    remedy: 'Run both with the same suite, scale and seed.',
  },
  {
    about: 'server',
    of: ({ server }) => `PostgreSQL ${server.version} (${server.kind})`,
    why: 'The runs had different servers',
    remedy: 'Read a change as one of the server too, or run both on the same.',
  },
  {
    about: 'settings',
    of: ({ server }) => inOrder(server.settings),
    why: 'The servers were set up differently',
    remedy: 'Run both with the same settings.',
  },
  {
    about: 'machine',
    of: ({ environment: { cpu, cores, memory, os } }) =>
      `${cpu}, ${cores} cores, ${Math.round(memory / 2 ** 30)} GiB, ${os}`,
    why: 'The runs were made on different machines, so that a change of times may be theirs',
    remedy: 'Run both on one machine.',
  },
  {
    about: 'program',
    of: ({ environment: { version, node } }) => `version ${version} on Node ${node}`,
    why: 'The runs were made by different programs',
    remedy: 'Run both with the same version.',
  },
  {
    about: 'run',
    of: ({ status, request }) => (request.quick ? `quick, ${status}` : status),
    why: 'The runs are not of the same kind',
    remedy: 'Run both to the end, with the same options.',
  },
];

function inOrder(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .toSorted()
    .join(', ');
}
