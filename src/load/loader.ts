/** What node needs to be told to run a program of ours: it does not read TypeScript by itself, which the package has none of. */
export function typescriptLoader(): readonly string[] {
  return import.meta.url.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
}
