/** What programs need of our environment to run at all; everything else could change what is measured. */
const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'] as const;

/**
 * An environment for a program that we start: no `K6_*`, `NODE_OPTIONS` or `PG*` of the caller gets into it.
 *
 * @param env the caller's
 */
export function cleanEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const kept = inherited.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...added };
}
