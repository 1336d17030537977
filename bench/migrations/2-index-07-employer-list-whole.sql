-- §2's index 7 without the predicate: `employer_id = $1` alone does not imply `status != 'archived'`.

CREATE INDEX idx_jobs_employer_id ON jobs(employer_id);

CREATE INDEX idx_applications_job_status_date
ON job_applications(job_id, status, applied_at DESC);
