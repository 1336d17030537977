import { execa } from 'execa';
import { cleanEnvironment } from '../environment.ts';
import { pinnedVersion, reasonOf, versionIn, type Look } from './version.ts';

const image = `grafana/k6:${pinnedVersion}`;

/** Fetching an image of some 20 MB; milliseconds, as all of these. */
const pullWithin = 180_000;
const answerWithin = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the image is on this machine already and runs; nothing is fetched. */
export async function lookAtImage(env: Environment, signal?: AbortSignal): Promise<Look> {
  const there = await docker(['image', 'inspect', '--format', 'here', image], env, answerWithin, signal);
  if (there.exitCode !== 0)
    return { usable: false, why: `the image ${image} is not here: ${reasonOf(there)}` };
  const run = ['run', '--rm', '--network=none', image, 'version'];
  return versionIn('docker', await docker(run, env, answerWithin, signal));
}

/** @throws Error in words for a user, where there is no engine, or no registry that has it */
export async function pullImage(
  env: Environment,
  onProgress: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  onProgress(`asking the container registry for ${image}`);
  const answer = await docker(['pull', '--quiet', image], env, pullWithin, signal);
  if (answer.exitCode !== 0) throw new Error(reasonOf(answer));
}

/**
 * k6 in a container that shares our network and reads our files where they are.
 *
 * @param name of the container, by which it can be killed
 * @param folders that it may see, read and write
 * @param env by name; docker takes the values from its own environment, so none is seen in a list of processes
 */
export function containerCommand(
  name: string,
  folders: readonly string[],
  env: readonly string[],
): readonly string[] {
  return [
    'docker',
    'run',
    '--rm',
    '--init',
    `--name=${name}`,
    '--network=host',
    `--user=${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`,
    ...folders.map((folder) => `--volume=${folder}:${folder}`),
    ...env.map((variable) => `--env=${variable}`),
    image,
  ];
}

/** Its own process is not in our group, so that the end of docker's is not its end. */
export async function killContainer(name: string, env: Environment): Promise<void> {
  await docker(['kill', name], env, answerWithin);
}

/** What the engine calls a container, and its first process, in the engine's own count; null before it is up. */
export async function lookAtContainer(
  name: string,
  env: Environment,
): Promise<{ readonly id: string; readonly pid: number } | null> {
  const answer = await docker(['inspect', '--format', '{{.Id}} {{.State.Pid}}', name], env, answerWithin);
  const [id, pid] = answer.stdout.split(' ');
  return id === undefined || !(Number(pid) > 0) ? null : { id, pid: Number(pid) };
}

/** What docker needs of our environment: a clean one, and where its engine is. */
export function dockerEnvironment(
  env: Environment,
  added: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const own = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[0].startsWith('DOCKER_') && entry[1] !== undefined,
  );
  return cleanEnvironment(env, { ...Object.fromEntries(own), ...added });
}

/** A command of docker's; how it ended is in the answer. */
function docker(args: readonly string[], env: Environment, timeout: number, signal?: AbortSignal) {
  return execa('docker', args, {
    env: dockerEnvironment(env),
    extendEnv: false,
    reject: false,
    timeout,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
}
