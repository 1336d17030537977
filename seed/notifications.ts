import { defineTable } from '../src/index.ts';
import type { Application, ApplicationStatus } from './applying.ts';
import { chance, waiting } from './draw.ts';
import type { Job } from './hiring.ts';
import { applicationOf, jobOf } from './rounds.ts';
import { sizes, userOfCandidate, userOfEmployer } from './sizes.ts';
import { day, hour, micros, timestamp, type Micros } from './time.ts';

interface Notice {
  readonly user: number;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly isAboutApplication: boolean;
  readonly at: Micros;
}

/** Two for each application: one to the employer, one to the candidate. */
export const notifications = defineTable({
  columns: [
    'id',
    'user_id',
    'type',
    'title',
    'message',
    'related_job_id',
    'related_application_id',
    'is_read',
    'read_at',
    'created_at',
  ],
  rows: sizes.notifications,
  row: (index, random, seeding) => {
    const about = Math.floor(index / 2);
    const application = applicationOf(about, seeding);
    const job = jobOf(application.job, seeding);
    const notice = index % 2 === 0 ? toEmployer(application, job) : toCandidate(application, job);
    const age = Math.max(0, micros(seeding.now) - notice.at);
    const isRead = chance(random, 0.94 - 0.6 * Math.exp(-age / (10 * day)));
    return [
      index + 1,
      notice.user + 1,
      notice.type,
      notice.title,
      notice.message,
      application.job + 1,
      notice.isAboutApplication ? about + 1 : null,
      isRead,
      isRead ? timestamp(Math.floor(notice.at + waiting(random, 9 * hour, Math.max(1, age)))) : null,
      timestamp(notice.at),
    ];
  },
});

function toEmployer({ appliedAt }: Application, { employer, title }: Job): Notice {
  return {
    user: userOfEmployer(employer),
    type: 'new_application',
    title: 'New application',
    message: `A candidate has applied for ${title}.`,
    isAboutApplication: true,
    at: appliedAt,
  };
}

function toCandidate({ candidate, status, updatedAt }: Application, { title }: Job): Notice {
  return { user: userOfCandidate(candidate), at: updatedAt, ...news(status, title) };
}

function news(status: ApplicationStatus, title: string): Omit<Notice, 'user' | 'at'> {
  if (status === 'pending' || status === 'withdrawn') {
    return {
      type: 'job_alert',
      title: 'A job for you',
      message: `${title} is like what you were looking for.`,
      isAboutApplication: false,
    };
  }
  if (status === 'interview') {
    return {
      type: 'interview_scheduled',
      title: 'Interview',
      message: `You are invited to an interview for ${title}.`,
      isAboutApplication: true,
    };
  }
  return {
    type: 'status_change',
    title: 'Application Status Updated',
    message: `Your application for ${title} has been updated to: ${status}`,
    isAboutApplication: true,
  };
}
