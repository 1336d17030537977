import { z } from 'zod';
import { amount } from './values.ts';

const shared = {
  applications: amount,
  interviews: amount,
  response_rate: z
    .int()
    .min(0)
    .max(100)
    .meta({ description: 'Applications that were looked at, in per cent' }),
};

export const dashboard = z
  .discriminatedUnion('role', [
    z.strictObject({ role: z.literal('employer'), active_jobs: amount, ...shared }),
    z.strictObject({ role: z.literal('candidate'), unread_notifications: amount, ...shared }),
  ])
  .meta({ id: 'Dashboard' });

export const unreadCount = z.strictObject({ unread: amount }).meta({ id: 'UnreadCount' });

export type Dashboard = z.output<typeof dashboard>;
