import type { Caller } from './caller.ts';
import type {
  ApplicationQuery,
  ApplicationState,
  Decision,
  NewApplication,
  ReceivedApplication,
  SentApplication,
} from './contract/applications.ts';
import type { Job, JobDetail, JobQuery, NewJob } from './contract/jobs.ts';
import type { Database } from './database.ts';

/** Counts of what an employer or a candidate has sent or received. */
export interface ApplicationCounts {
  readonly applications: number;
  readonly interviews: number;
  /** Looked at, whatever came of it. */
  readonly responded: number;
}

/** Part of a list and how long all of it is. */
export interface Slice<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** What the routes ask of the database. `before/` and `after/` answer the same, at different cost. */
export interface Queries {
  /** @returns undefined where no live session of an active user has this token. */
  caller(db: Database, token: string, now: string): Promise<Caller | undefined>;

  readonly jobs: {
    /** One row more than `limit` if there are more. `total` is null behind a cursor. */
    list(
      db: Database,
      query: JobQuery,
      candidate: number | null,
    ): Promise<{ readonly total: number | null; readonly rows: readonly Job[] }>;
    /** Counts the view. Published jobs only. */
    view(db: Database, job: number, candidate: number | null): Promise<JobDetail | undefined>;
    create(
      db: Database,
      job: NewJob,
      by: { readonly employer: number; readonly company: number },
      now: string,
    ): Promise<JobDetail>;
    /** @returns whether the employer had such a job. */
    remove(db: Database, job: number, employer: number): Promise<boolean>;
  };

  readonly applications: {
    sent(db: Database, candidate: number, query: ApplicationQuery): Promise<Slice<SentApplication>>;
    received(db: Database, employer: number, query: ApplicationQuery): Promise<Slice<ReceivedApplication>>;
    /** Counts the application and tells the employer. One that was rejected or withdrawn may be followed by another. */
    apply(
      db: Database,
      candidate: number,
      application: NewApplication,
      now: string,
    ): Promise<ApplicationState | 'no such job' | 'duplicate'>;
    /** Tells the candidate, unless nothing changes. */
    decide(
      db: Database,
      employer: number,
      application: number,
      status: Decision['status'],
      now: string,
    ): Promise<ApplicationState | 'no such application' | 'closed'>;
  };

  readonly dashboard: {
    employer(db: Database, employer: number): Promise<ApplicationCounts & { readonly active_jobs: number }>;
    candidate(
      db: Database,
      candidate: number,
      user: number,
    ): Promise<ApplicationCounts & { readonly unread_notifications: number }>;
  };

  readonly notifications: {
    unread(db: Database, user: number): Promise<number>;
  };
}
