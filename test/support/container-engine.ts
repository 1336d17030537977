import { execa } from 'execa';

/** The image that the container tests use. */
export const image = 'postgres:15';

/** Why no container can be run here; undefined where one can. `.ci/engine` brings up what is missing. */
export async function noEngine(): Promise<string | undefined> {
  const engine = await execa('docker', ['info'], { reject: false, timeout: 10_000 });
  if (engine.failed) return 'no container engine answers';
  const found = await execa('docker', ['image', 'inspect', image], { reject: false });
  return found.failed ? `the engine has no image ${image}` : undefined;
}
