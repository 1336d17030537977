/** What the program answers to its caller; documented in `docs/exit-codes.md`. */
export const exitCodes = {
  fine: 0,
  /** A budget failed or a regression was found. */
  failed: 1,
  /** Wrong use, configuration or environment. */
  misuse: 2,
  /** Nothing could be concluded. */
  inconclusive: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

interface Problem {
  /** One sentence: what is wrong. */
  readonly sentence: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** 2 unless said otherwise. */
  readonly exit?: ExitCode;
}

/**
 * Everything that a user can mend, in one table: code → sentence and remedy.
 * Whatever is thrown and is not one of these is a bug and keeps its stack.
 */
const problems = {
  'config-missing': (path: string): Problem => ({
    sentence: `There is no bench.config.ts in ${path}.`,
    remedy: 'Go to the folder that has one, or name it with --config.',
  }),
  'config-does-not-load': (file: string, trouble: string): Problem => ({
    sentence: `${file} does not load: ${trouble}.`,
    remedy: 'Mend it there and run again.',
  }),
  'config-without-default': (file: string): Problem => ({
    sentence: `${file} exports no suite.`,
    remedy: 'It must say `export default defineSuite({ … })`.',
  }),
  'config-does-not-fit': (file: string, misfits: readonly string[]): Problem => ({
    sentence: `${file} is not a suite: ${misfits.slice(0, 3).join('; ')}${misfits.length > 3 ? `; and ${misfits.length - 3} more` : ''}.`,
    remedy: 'Mend it there; `defineSuite` shows in an editor what may stand where.',
  }),
  'unknown-experiment': (pattern: string, known: readonly string[]): Problem => ({
    sentence: `No experiment matches "${pattern}".`,
    remedy: `\`bench list\` shows them: ${known.slice(0, 5).join(', ')}${known.length > 5 ? ', …' : ''}.`,
  }),
  'unknown-scale': (text: string, known: readonly string[]): Problem => ({
    sentence: `No scale is called "${text}".`,
    remedy: `Use one of ${known.join(', ')}, or a factor such as 3x.`,
  }),
  interrupted: (): Problem => ({
    sentence: 'Interrupted.',
    remedy: 'What was finished until then is in the record.',
    exit: exitCodes.interrupted,
  }),
} satisfies Record<string, (...facts: never[]) => Problem>;

export type ProblemCode = keyof typeof problems;

/** A problem that the user can mend: a code, a sentence, a remedy and the exit code. */
export class BenchError<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code;
  readonly remedy: string;
  readonly exit: ExitCode;

  constructor(code: Code, ...facts: Parameters<(typeof problems)[Code]>) {
    const describe = problems[code] as (...facts: unknown[]) => Problem;
    const problem = describe(...facts);
    super(problem.sentence);
    this.name = 'BenchError';
    this.code = code;
    this.remedy = problem.remedy;
    this.exit = problem.exit ?? exitCodes.misuse;
  }
}
