import { exitCodes, type ExitCode } from './problems/exit-codes.ts';
import { gateProblems } from './problems/gate.ts';
import { historyProblems } from './problems/history.ts';
import { loadProblems } from './problems/load.ts';
import type { Problem } from './problems/problem.ts';
import { recordProblems } from './problems/record.ts';
import { serverProblems } from './problems/server.ts';
import { suiteProblems } from './problems/suite.ts';

export { exitCodes, type ExitCode };

/**
 * Everything that a user can mend, in one table: code → sentence and remedy.
 * Whatever is thrown and is not one of these is a bug and keeps its stack.
 */
const problems = {
  ...suiteProblems,
  ...serverProblems,
  ...loadProblems,
  ...gateProblems,
  ...recordProblems,
  ...historyProblems,
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

  /** Its sentence as part of another: without the full stop. */
  get clause(): string {
    return this.message.replace(/\.$/, '');
  }
}
