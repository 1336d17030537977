import type { Queries } from '../queries.ts';
import { applications } from './applications.ts';
import { caller } from './caller.ts';
import { jobs } from './jobs.ts';
import { dashboard, notifications } from './overview.ts';

/** The application with the document's changes, repaired where they would change answers. */
export const after: Queries = { caller, jobs, applications, dashboard, notifications };
