-- §1.2, "Required Index", as written.

CREATE INDEX idx_jobs_employer_status ON jobs(employer_id, status)
WHERE status != 'archived';

CREATE INDEX idx_applications_job_status ON job_applications(job_id, status, applied_at DESC);
