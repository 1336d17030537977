/** Something that is wrong with a suite, and where: `['experiments', 2, 'variants', 'before', 'run']`. */
export interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
