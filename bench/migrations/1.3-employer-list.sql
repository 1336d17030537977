-- §1.3, "Recommended Indexes", those for employer application queries, as written.

-- For employer application queries
CREATE INDEX idx_jobs_employer_id ON jobs(employer_id)
WHERE status != 'archived';

CREATE INDEX idx_applications_job_status
ON job_applications(job_id, status, applied_at DESC);
