import type { Allowed, Budget, GateSettings } from '../src/index.ts';

/** The changes that are worth making have shipped: what comes next is held against them. */
export const gate: GateSettings = { target: 'after' };

/** What a quiet machine of two cores tells from nothing within minutes; `bench calibrate` says it of another one. */
const hardlySlower: Allowed = { growth: 0.05 };
/** A page more for a table that grew is no regression. */
const hardlyMore: Allowed = { growth: 0.1 };
const noMore: Allowed = { growth: 0 };

const everyRoute = {
  p50: hardlySlower,
  p95: hardlySlower,
  errors: { atMost: 0 },
  statements: noMore,
  buffers: hardlyMore,
} as const;

/**
 * Few are timed, since each costs a minute: of the routes the pages that everybody sees, and the badge that every page
 * polls; of the queries the class of parameters that most requests have. What repeats exactly is asked of all classes.
 */
export const budgets: readonly Budget[] = [
  {
    route: 'job-page/view-job',
    ...everyRoute,
    plan: { noSequentialScanOn: ['jobs', 'job_applications'] },
  },
  {
    route: 'unread-badge/unread',
    ...everyRoute,
    plan: { noSequentialScanOn: ['notifications', 'sessions'], uses: ['notifications_unread'] },
  },
  { route: 'browse/list', ...everyRoute },
  {
    query: 'jobs/list',
    variant: 'own',
    rows: noMore,
    buffers: hardlyMore,
    plan: { noSequentialScanOn: ['jobs'], uses: ['own_jobs_status_posted'] },
  },
  { query: 'jobs/list', variant: 'own', classes: ['first'], p95: hardlySlower },
  {
    query: 'notifications/unread-count',
    variant: 'as-written',
    buffers: hardlyMore,
    plan: { noSequentialScanOn: ['notifications'], uses: ['idx_notifications_user_unread'] },
  },
  { query: 'notifications/unread-count', variant: 'as-written', classes: ['typical'], p95: hardlySlower },
  {
    query: 'applications/has-applied',
    variant: 'own',
    statements: noMore,
    buffers: hardlyMore,
    plan: { noSequentialScanOn: ['job_applications'], uses: ['idx_applications_candidate_job_lookup'] },
  },
  { query: 'applications/has-applied', variant: 'own', classes: ['typical'], p95: hardlySlower },
];
