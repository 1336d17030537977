import type { Dataset } from '../src/index.ts';
import { accounts } from './accounts.ts';
import { candidates } from './candidates.ts';
import { companies } from './companies.ts';
import { employers } from './employers.ts';
import { experiences } from './experiences.ts';
import { jobApplications } from './job-applications.ts';
import { jobs } from './jobs.ts';
import { notifications } from './notifications.ts';
import { passwordResetTokens } from './password-reset-tokens.ts';
import { sessions } from './sessions.ts';
import { skills } from './skills.ts';
import { users } from './users.ts';
import { verificationTokens } from './verification-tokens.ts';

/** The job board of the document: thirteen tables as they are before any of its proposals. */
export const dataset: Dataset = {
  schema: './seed/schema.sql',
  constraints: './seed/constraints.sql',
  now: '2026-01-06T12:00:00.000Z',
  scales: { tiny: 0.01, default: 1, large: 10 },
  tables: {
    users,
    accounts,
    sessions,
    verification_tokens: verificationTokens,
    password_reset_tokens: passwordResetTokens,
    companies,
    employers,
    candidates,
    skills,
    experiences,
    jobs,
    job_applications: jobApplications,
    notifications,
  },
  describe: {
    users: ['role'],
    sessions: ['user_id'],
    jobs: ['status', 'location_type', 'job_type', 'employer_id', 'title', 'location', 'description'],
    job_applications: ['status', 'job_id', 'candidate_id'],
    notifications: ['type', 'is_read', 'user_id'],
  },
};
