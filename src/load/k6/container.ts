import { execa } from 'execa';
import { lookAt, pinnedVersion, reasonOf, type Look } from './version.ts';

const image = `grafana/k6:${pinnedVersion}`;

/** Fetching an image of some 20 MB. */
const pullWithin = 180_000;

/** Whether the image is on this machine already and runs; nothing is fetched. */
export async function lookAtImage(): Promise<Look> {
  const answer = await execa('docker', ['image', 'inspect', '--format', 'here', image], {
    reject: false,
    timeout: 10_000,
  });
  if (answer.exitCode !== 0)
    return { usable: false, why: `the image ${image} is not here: ${reasonOf(answer)}` };
  const look = await lookAt(['docker', 'run', '--rm', '--network=none', image]);
  return look;
}

/** @throws Error in words for a user, where there is no engine, or no registry that has it */
export async function pullImage(onProgress: (sentence: string) => void): Promise<void> {
  onProgress(`asking the container registry for ${image}`);
  const answer = await execa('docker', ['pull', '--quiet', image], { reject: false, timeout: pullWithin });
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
