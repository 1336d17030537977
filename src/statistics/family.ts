import { decide, type Decision, type Looks, type Thresholds } from './sequential.ts';

/** One of the questions that are asked together: its effects, one per round or block, and its limits. */
export interface Member {
  readonly effects: readonly number[];
  readonly limits: Thresholds;
}

/**
 * The rule of {@link decide} for several questions at once, so that the chance of any wrong "better" or "worse" among
 * them, over all looks, stays within `looks.alpha`, however they depend on each other: a group-sequential Holm
 * procedure. Each starts with an equal share of alpha; a member that is told apart passes its share on to the others,
 * which are then judged anew, from their first look on, at the higher level. `same` passes nothing on.
 *
 * A member that was told apart at an earlier look keeps its verdict only if its effects end there: what decided it is
 * to be given again, not what was measured since.
 *
 * Source: Y. Ye, A. Li, L. Liu, B. Yao, A group sequential Holm procedure with multiple primary endpoints, Statistics
 * in Medicine 32, 2013; S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
 * Statistics 6, 1979; W. Maurer, F. Bretz, Multiple testing in group sequential trials using graphical approaches,
 * Statistics in Biopharmaceutical Research 5, 2013.
 *
 * @returns One decision per member, in their order; its evidence is of the level that it was judged at in the end.
 */
export function decideFamily(members: readonly Member[], looks: Looks): readonly Decision[] {
  const judge = (open: number) => {
    const local = { ...looks, alpha: looks.alpha / open };
    return ({ effects, limits }: Member) => decide(effects, local, limits);
  };
  let decisions = members.map(judge(members.length));
  let open = members.length;
  for (;;) {
    const left = decisions.filter((decision) => !toldApart(decision)).length;
    // All that pass at one level go at once: which of them went first would change nothing but the order.
    if (left === open || left === 0) return decisions;
    open = left;
    const again = judge(open);
    decisions = members.map((member, i) => {
      const before = decisions[i];
      return before !== undefined && toldApart(before) ? before : again(member);
    });
  }
}

function toldApart({ verdict }: Decision): boolean {
  return verdict === 'better' || verdict === 'worse';
}
