import { dashboard, unreadCount, type Dashboard } from '../contract/dashboard.ts';
import type { Caller } from '../caller.ts';
import { defineEndpoint, type Surroundings } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import type { ApplicationCounts } from '../queries.ts';

const showDashboard = defineEndpoint({
  method: 'get',
  path: '/api/dashboard',
  summary: "An employer's or a candidate's figures",
  access: 'member',
  success: { status: 200, body: dashboard },
  async handle({ caller, ...surroundings }) {
    if (caller.role === 'admin') throw new Problem(403, 'Only for employers and candidates.');
    return { status: 200, body: await figuresOf(caller, surroundings) };
  },
});

const countUnread = defineEndpoint({
  method: 'get',
  path: '/api/notifications/unread-count',
  summary: 'How many notifications the caller has not read',
  access: 'member',
  success: { status: 200, body: unreadCount },
  async handle({ db, queries, caller }) {
    return { status: 200, body: { unread: await queries.notifications.unread(db, caller.user) } };
  },
});

async function figuresOf(
  caller: Exclude<Caller, { role: 'admin' }>,
  { db, queries }: Surroundings,
): Promise<Dashboard> {
  if (caller.role === 'employer') {
    const { active_jobs, ...counts } = await queries.dashboard.employer(db, caller.employer);
    return { role: 'employer', active_jobs, ...summarise(counts) };
  }
  const { candidate, user } = caller;
  const { unread_notifications, ...counts } = await queries.dashboard.candidate(db, candidate, user);
  return { role: 'candidate', unread_notifications, ...summarise(counts) };
}

function summarise({ applications, interviews, responded }: ApplicationCounts) {
  const response_rate = applications === 0 ? 0 : Math.round((100 * responded) / applications);
  return { applications, interviews, response_rate };
}

export const overviewEndpoints = [showDashboard, countUnread];
