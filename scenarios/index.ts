import type { Scenario, Target } from '../src/index.ts';
import { dataset } from '../seed/index.ts';
import { apply } from './apply.ts';
import { browse } from './browse.ts';
import { jobPage } from './job-page.ts';
import { jobSearch } from './job-search.ts';
import { mixed } from './mixed.ts';
import { peakMix } from './peak-mix.ts';
import { peakTraffic } from './peak-traffic.ts';
import { smoke } from './smoke.ts';
import { unreadBadge } from './unread-badge.ts';

/** The traffic; the document's own first. */
export const scenarios: readonly Scenario[] = [
  peakTraffic,
  peakMix,
  unreadBadge,
  jobPage,
  jobSearch,
  browse,
  apply,
  mixed,
  smoke,
];

const api = {
  command: [process.execPath, '--import', 'tsx', 'scenarios/api/main.ts'],
  ready: '/health/database',
  // TypeScript is translated at each start, which takes its time where other things run.
  readyWithin: 60,
} as const;

/**
 * The reference API as the document describes it, and with the changes that are worth making: more than the experiments
 * try, so that what `after` gains is not owed to what they advise alone.
 */
export const targets: Readonly<Record<'before' | 'after', Target>> = {
  before: {
    ...api,
    title: 'as described',
    env: { BUILD: 'before', NOW: dataset.now, LOG_LEVEL: 'silent' },
  },
  after: {
    ...api,
    title: 'with those changes of the document that hold up, and with more of our own',
    schema: './scenarios/api/after.sql',
    env: { BUILD: 'after', NOW: dataset.now, LOG_LEVEL: 'silent' },
  },
};
