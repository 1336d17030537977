import type { Queries } from '../queries.ts';
import { applications } from './applications.ts';
import { caller } from './caller.ts';
import { jobs } from './jobs.ts';
import { dashboard, notifications } from './overview.ts';

/** The application as the document describes it. */
export const before: Queries = { caller, jobs, applications, dashboard, notifications };
