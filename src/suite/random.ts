/** A stream of random numbers that its seed determines. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  next(): number;
}
