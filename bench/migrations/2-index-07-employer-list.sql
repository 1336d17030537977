-- §2, index 7, as written.

-- For employer viewing their received applications
CREATE INDEX idx_jobs_employer_id ON jobs(employer_id)
WHERE status != 'archived';

CREATE INDEX idx_applications_job_status_date
ON job_applications(job_id, status, applied_at DESC);
