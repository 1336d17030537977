import picomatch from 'picomatch';

/** A query in one parameter class (`orders/recent:rare`), or a route of a scenario (`checkout/pay`). */
export interface BudgetSubject {
  readonly kind: 'query' | 'route';
  readonly name: string;
}

/** How much there may be of something, in itself and beside the base: null where that is not said. */
export interface Bound {
  readonly atMost: number | null;
  readonly growth: number | null;
}

/** All that is allowed of one query or route; null where nothing is said. */
export interface Allowance {
  readonly p50: Bound | null;
  readonly p95: Bound | null;
  readonly throughput: { readonly atLeast: number | null; readonly loss: number | null } | null;
  /** The share of the requests that may fail. */
  readonly errors: number | null;
  readonly statements: Bound | null;
  readonly rows: Bound | null;
  readonly buffers: Bound | null;
  readonly walBytes: Bound | null;
  readonly plan: {
    readonly noSequentialScanOn: readonly string[];
    readonly uses: readonly string[];
    readonly sameShape: boolean;
  } | null;
}

/** A budget as the record has it. */
interface RecordedBudget {
  readonly kind: 'query' | 'route';
  /** Glob. */
  readonly names: string;
  readonly classes: readonly string[] | null;
  readonly limits: Limits;
}

interface Limits extends Partial<Readonly<Record<Bounded, Given | undefined>>> {
  readonly throughput?:
    | { readonly atLeast?: number | undefined; readonly loss?: number | undefined }
    | undefined;
  readonly errors?: { readonly atMost: number } | undefined;
  readonly plan?:
    | {
        readonly noSequentialScanOn?: readonly string[] | undefined;
        readonly uses?: readonly string[] | undefined;
        readonly sameShape?: boolean | undefined;
      }
    | undefined;
}

type Bounded = 'p50' | 'p95' | 'statements' | 'rows' | 'buffers' | 'walBytes';

interface Given {
  readonly atMost?: number | undefined;
  readonly growth?: number | undefined;
}

/** Whether a budget is about this query or route: the glob is one of experiment ids, without the parameter class. */
export function isAbout(budget: Omit<RecordedBudget, 'limits'>, { kind, name }: BudgetSubject): boolean {
  if (budget.kind !== kind) return false;
  if (kind === 'route') return picomatch.isMatch(name, budget.names);
  const colon = name.lastIndexOf(':');
  const [id, parameterClass] = colon === -1 ? [name, ''] : [name.slice(0, colon), name.slice(colon + 1)];
  return (
    picomatch.isMatch(id, budget.names) &&
    (budget.classes === null || budget.classes.includes(parameterClass))
  );
}

/** What budgets allow one query or route: where several are about it all of them hold, so that the strictest counts. */
export function allowanceOf(budgets: readonly RecordedBudget[], subject: BudgetSubject): Allowance {
  const limits = budgets.filter((budget) => isAbout(budget, subject)).map((budget) => budget.limits);
  const bound = (metric: Bounded) => strictest(limits.flatMap((limit) => limit[metric] ?? []));
  return {
    p50: bound('p50'),
    p95: bound('p95'),
    throughput: rateOf(limits.flatMap(({ throughput }) => throughput ?? [])),
    errors: least(limits.map(({ errors }) => errors?.atMost)),
    statements: bound('statements'),
    rows: bound('rows'),
    buffers: bound('buffers'),
    walBytes: bound('walBytes'),
    plan: planOf(limits.flatMap(({ plan }) => plan ?? [])),
  };
}

function strictest(given: readonly Given[]): Bound | null {
  const bound = {
    atMost: least(given.map(({ atMost }) => atMost)),
    growth: least(given.map(({ growth }) => growth)),
  };
  return bound.atMost === null && bound.growth === null ? null : bound;
}

function rateOf(given: readonly NonNullable<Limits['throughput']>[]): Allowance['throughput'] {
  const floors = given.flatMap(({ atLeast }) => atLeast ?? []);
  const rate = {
    atLeast: floors.length === 0 ? null : Math.max(...floors),
    loss: least(given.map(({ loss }) => loss)),
  };
  return rate.atLeast === null && rate.loss === null ? null : rate;
}

function planOf(given: readonly NonNullable<Limits['plan']>[]): Allowance['plan'] {
  const plan = {
    noSequentialScanOn: union(given.map(({ noSequentialScanOn }) => noSequentialScanOn)),
    uses: union(given.map(({ uses }) => uses)),
    sameShape: given.some(({ sameShape }) => sameShape === true),
  };
  return plan.noSequentialScanOn.length + plan.uses.length === 0 && !plan.sameShape ? null : plan;
}

function union(names: readonly (readonly string[] | undefined)[]): readonly string[] {
  return [...new Set(names.flatMap((some) => some ?? []))];
}

function least(values: readonly (number | undefined)[]): number | null {
  const said = values.flatMap((value) => value ?? []);
  return said.length === 0 ? null : Math.min(...said);
}
