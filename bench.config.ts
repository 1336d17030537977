import { budgets, gate } from './bench/budgets.ts';
import { candidateApplications } from './bench/candidate-applications.ts';
import { employerApplications } from './bench/employer-applications.ts';
import { employerDashboard } from './bench/employer-dashboard.ts';
import { hasApplied } from './bench/has-applied.ts';
import { jobDetail } from './bench/job-detail.ts';
import { jobList } from './bench/job-list.ts';
import { jobSearchTitle, jobSearchTitleWide } from './bench/job-search-title.ts';
import { jobSearch } from './bench/job-search.ts';
import { unreadNotifications } from './bench/notifications.ts';
import { sessionValidation } from './bench/sessions.ts';
import { scenarios, targets } from './scenarios/index.ts';
import { dataset } from './seed/index.ts';
import { defineSuite } from './src/index.ts';

/** The job board of "SQL Optimization Analysis for IntoWork Dashboard", and what that document promises. */
export default defineSuite({
  name: 'intowork',
  title: 'IntoWork: which of the promised speed-ups are real?',
  document: 'SQL Optimization Analysis for IntoWork Dashboard (January 6, 2026)',
  notCovered: [
    '§9.1 "Overall": page load 1000 → 200 ms, API response 150 → 20 ms, database CPU 60 → 20 %. These are aggregates, and the document says of no request, mix or rate what they are of; a page also waits for a browser, which is not here. Nearest to them are the times of requests and the CPU of PostgreSQL under load',
    'The summary\'s "15 critical missing indexes, 5–50×", and the conclusion\'s "10× more users" and "50 % reduction in database CPU": of no query or mix in particular',
    '§2, the figures that its indexes have beside those of §9.1: 15× for the dashboard by index 8, 50× for search by index 5, 50× for the badge, 100× for sessions; experiments hold their indexes against §9.1 or §1',
    '§2, indexes 2 and 3 (uniqueness), 8 (recent applications), 11 (candidates by title) and 12 (current experience), and what index 10 does for cleaning up: no experiment runs a query of theirs',
    "§3.1 one query for rows and total (50 % faster), §3.2's figures for EXISTS, IN and LEFT JOIN over all published jobs, §3.3 one aggregation for four counts (6×), §3.4 pages by cursor (constant time)",
    '§4 soft deletion, an audit log, counters kept by triggers, JSONB columns',
    '§5 read replicas (50 % less load), caching and sessions in Redis (100×), a materialized view for the dashboard (30×), background work, batches, partitions',
    '§6 figures for administrators, cohorts, ranking by relevance; §8 arrays, triggers, row level security',
    '§7 settings of the pool, PgBouncer for more than 1,000 users, monitoring',
    '§9.3 what indexes cost writes (INSERT +5 %, UPDATE +10 %, DELETE +5 %, "5–10 %" in all), and 122 MB for all of them together; the sizes of single ones stand beside the claims',
    '§10 the migrations as such, with CREATE INDEX CONCURRENTLY, and the index on notifications by type, which only stands there',
  ],
  dataset,
  experiments: [
    jobSearch,
    employerDashboard,
    candidateApplications,
    hasApplied,
    jobDetail,
    sessionValidation,
    unreadNotifications,
    employerApplications,
    jobList,
    jobSearchTitle,
    jobSearchTitleWide,
  ],
  targets,
  scenarios,
  budgets,
  gate,
});
