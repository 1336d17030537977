import { z } from 'zod';
import { amount, id, paging, text, timestamp } from './values.ts';

export const applicationStatuses = z.enum([
  'pending',
  'viewed',
  'shortlisted',
  'interview',
  'accepted',
  'rejected',
  'withdrawn',
]);

/** What an employer can make of an application. */
export const decisions = applicationStatuses.extract([
  'viewed',
  'shortlisted',
  'interview',
  'accepted',
  'rejected',
]);

const application = z.strictObject({
  id,
  job_id: id,
  job_title: z.string(),
  status: applicationStatuses,
  cover_letter: z.string().nullable(),
  cv_url: z.string().nullable(),
  applied_at: timestamp,
  updated_at: timestamp,
});

/** An application as its candidate sees it. */
export const sentApplication = application
  .extend({ job_location: z.string().nullable(), company_name: z.string() })
  .meta({ id: 'SentApplication' });

/** An application as the employer sees it. */
export const receivedApplication = application
  .extend({
    notes: z.string().nullable(),
    candidate_id: id,
    candidate_title: z.string().nullable(),
    candidate_first_name: z.string(),
    candidate_last_name: z.string(),
    candidate_email: z.string(),
  })
  .meta({ id: 'ReceivedApplication' });

export const applicationQuery = z.strictObject({ ...paging, status: applicationStatuses.optional() });

const list = { page: z.int(), limit: z.int(), total: amount };
export const sentApplications = z
  .strictObject({ applications: z.array(sentApplication), ...list })
  .meta({ id: 'SentApplications' });
export const receivedApplications = z
  .strictObject({ applications: z.array(receivedApplication), ...list })
  .meta({ id: 'ReceivedApplications' });

export const newApplication = z
  .strictObject({
    job_id: id,
    cover_letter: text(10_000).nullable().default(null),
    cv_url: text(500).nullable().default(null),
  })
  .meta({ id: 'NewApplication' });

/** What the answer to an application or to a decision on one says. */
export const applicationState = application
  .pick({ id: true, job_id: true, status: true, applied_at: true, updated_at: true })
  .meta({ id: 'ApplicationState' });

export const decision = z.strictObject({ status: decisions }).meta({ id: 'Decision' });

export type SentApplication = z.output<typeof sentApplication>;
export type ReceivedApplication = z.output<typeof receivedApplication>;
export type ApplicationQuery = z.output<typeof applicationQuery>;
export type NewApplication = z.output<typeof newApplication>;
export type ApplicationState = z.output<typeof applicationState>;
export type Decision = z.output<typeof decision>;
