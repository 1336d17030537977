import type { BudgetRecord, GateRecord, GateSubject } from '../../record/gate.ts';
import { isAbout } from '../../suite/allowance.ts';
import { queryName, routeName, selectSubjects, type BudgetSubjects } from '../../suite/budget-subjects.ts';
import type { Budget } from '../../suite/budget.ts';
import type { Suite } from '../../suite/suite.ts';

/** A query or route of the base, with its facts where they are known. */
type Named = Pick<GateSubject, 'kind' | 'name' | 'base'>;

/**
 * What the head's budgets name on the base, and not on the head: no limit on it can break any more, so that somebody has
 * to be told. Nothing of it is measured.
 *
 * @param before what the budgets name on the base
 * @param subjects what they name on the head
 */
export function goneSince(before: readonly Named[], subjects: BudgetSubjects): readonly GateSubject[] {
  const here = namesOf(subjects);
  return before
    .filter(({ kind, name }) => !here.some((one) => one.kind === kind && one.name === name))
    .map((subject) => ({
      ...subject,
      head: null,
      gone: true,
      answers: null,
      blocks: [],
      trouble: null,
      lost: null,
    }));
}

/** What budgets name in the suite of the base, by their globs; without queries that it has in other variants alone. */
export function namedInSuite(base: Suite, budgets: readonly Budget[]): readonly Named[] {
  const { queries, routes } = selectSubjects({ ...base, budgets });
  const there = queries.filter(({ experiment, variant }) => experiment.variants[variant] !== undefined);
  return namesOf({ queries: there, routes });
}

/** What budgets name of that which the head of a saved run had. */
export function namedInRecord(saved: GateRecord, budgets: readonly BudgetRecord[]): readonly Named[] {
  return saved.subjects
    .filter((subject) => !subject.gone && budgets.some((budget) => isAbout(budget, subject)))
    .map(({ kind, name, head }) => ({ kind, name, base: head }));
}

function namesOf({ queries, routes }: BudgetSubjects): readonly Named[] {
  return [
    ...queries.flatMap(({ experiment, classes }) =>
      classes.map((name): Named => ({ kind: 'query', name: queryName(experiment, name), base: null })),
    ),
    ...routes.flatMap(({ scenario, requests }) =>
      requests.map((name): Named => ({ kind: 'route', name: routeName(scenario, name), base: null })),
    ),
  ];
}
