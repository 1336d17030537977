/** How much there may be of something: in itself, beside the base, or both. */
export interface Allowed {
  /** Seconds for times; for everything else a number per execution or request. */
  readonly atMost?: number;
  /** Over the base: 0.05 is five per cent more, 0 is no more at all. */
  readonly growth?: number;
}

/** What plans must look like: those of a query, or of the statements that a route runs. */
export interface PlanBudget {
  /** Tables that no plan may read from end to end. */
  readonly noSequentialScanOn?: readonly string[];
  /** Indexes each of which some plan must use. */
  readonly uses?: readonly string[];
  /** Whether every plan must have the shape that it has on the base. */
  readonly sameShape?: boolean;
}

/** What is allowed. The exact ones repeat from run to run; times and rates are judged by their intervals. */
export interface BudgetLimits {
  readonly p50?: Allowed;
  readonly p95?: Allowed;
  /** Requests per second, of routes. `loss` is against the base: 0.1 is ten per cent fewer. */
  readonly throughput?: { readonly atLeast?: number; readonly loss?: number };
  /** Share of the requests that fail, 0 … 1, of routes. */
  readonly errors?: { readonly atMost: number };
  readonly statements?: Allowed;
  readonly rows?: Allowed;
  /** Blocks of 8 kB that are touched, in memory or not. */
  readonly buffers?: Allowed;
  readonly walBytes?: Allowed;
  readonly plan?: PlanBudget;
}

/**
 * What the gate allows the queries or the routes that a glob names. Where several budgets name the same one, all of
 * them hold.
 */
export type Budget = BudgetLimits &
  (
    | {
        /** Glob of experiment ids: `orders/*`. */
        readonly query: string;
        /** The variant that the application runs; the baseline if absent. */
        readonly variant?: string;
        /** Parameter classes; all if absent. */
        readonly classes?: readonly string[];
      }
    | {
        /** Glob of `scenario/request`: `checkout/*`. */
        readonly route: string;
      }
  );

/** How the gate gets two versions of the application to hold against each other. */
export interface GateSettings {
  /** Which of the suite's targets is the application as it ships; the last if absent. */
  readonly target?: string;
  /**
   * Commands that make a fresh checkout of the base ready to run: `[['npm', 'ci'], ['npm', 'run', 'build']]`.
   * If absent, the base runs with the packages that are installed here, which needs the same lock file.
   */
  readonly prepare?: readonly (readonly [program: string, ...args: string[]])[];
  /**
   * Over so many connections an API is asked, each as fast as its answers come; 1 if absent.
   * More load the machine more, and take more blocks to tell the same.
   */
  readonly connections?: number;
  /**
   * Pairs of bursts in a block, at most; if absent, 8 of a route and 20 of a query. Fewer tell sooner what is large, and
   * seldom what is small. With a single one a side cannot be held against itself: nothing says then that it was too unsteady.
   */
  readonly pairs?: number;
}
