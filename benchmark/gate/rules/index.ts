import { absoluteLimit } from './absolute-limit.ts';
import { benchstat } from './benchstat.ts';
import { rankSumRequests } from './rank-sum-requests.ts';
import type { Rule } from './rule.ts';
import { storedRun } from './stored-run.ts';
import { welchRequests } from './welch-requests.ts';

/** What is usual elsewhere. */
export const rules: readonly Rule[] = [absoluteLimit, storedRun, welchRequests, rankSumRequests, benchstat];
