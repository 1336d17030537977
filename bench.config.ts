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
