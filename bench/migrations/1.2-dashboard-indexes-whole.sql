-- §1.2's indexes without the predicate: `employer_id = $1` alone does not imply `status != 'archived'`.

CREATE INDEX idx_jobs_employer_status ON jobs(employer_id, status);

CREATE INDEX idx_applications_job_status ON job_applications(job_id, status, applied_at DESC);
