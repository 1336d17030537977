import { sentence, type Sentence } from '../prose.ts';

/** A line of work: what its jobs are called, ask for and pay. */
export interface Trade {
  readonly industry: string;
  /** The usual ones first; `{skill}` stands for one of the skills. */
  readonly roles: readonly string[];
  /** The usual ones first. */
  readonly skills: readonly string[];
  /** What one does all day; `{skill}`, `{other}`, `{product}` and `{city}` stand for what the job is about. */
  readonly duties: readonly Sentence[];
  /** Median gross salary a year, in euros. */
  readonly salary: number;
  /** Share of its jobs that are remote; half as many, and a tenth of all, are hybrid. */
  readonly remote: number;
}

export function trade(definition: Omit<Trade, 'duties'> & { readonly duties: readonly string[] }): Trade {
  return { ...definition, duties: definition.duties.map(sentence) };
}
