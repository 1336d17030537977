import { createColors } from 'picocolors';

/** A stream that text is written to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The process that the program runs in: `process` itself, or a few lines of a test. */
export interface Host {
  /** As `process.argv`: the first two are the interpreter and the file. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  cwd(): string;
  on(signal: 'SIGINT' | 'SIGTERM', handler: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', handler: () => void): unknown;
  exit(code: number): void;
}

/** What a command is given: the process it runs in, and a way to say how it ended. */
export interface Cli {
  readonly host: Host;
  /** Sets the exit code; 0 unless a command says otherwise. */
  readonly finish: (code: number) => void;
}

/** The widest that anything is printed. */
const widest = 100;

/** How text for stdout is to look. */
export function printing({ env, stdout }: Host): { readonly color: boolean; readonly width: number } {
  return { color: colorful(env, stdout), width: widthOf(stdout) };
}

/** Columns that text for this stream may take. */
export function widthOf(output: Output): number {
  return Math.min(output.columns ?? widest, widest);
}

/** Functions that colour text for this stream, or leave it alone. */
export function colors({ env }: Host, output: Output): ReturnType<typeof createColors> {
  return createColors(colorful(env, output));
}

/** Whether colours are wanted there: https://no-color.org, https://force-color.org, and dumb terminals. */
function colorful({ NO_COLOR, FORCE_COLOR, TERM }: Host['env'], output: Output): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return Boolean(output.isTTY) && TERM !== 'dumb';
}
