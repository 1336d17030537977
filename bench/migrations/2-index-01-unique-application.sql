-- §2, index 1, as written.

-- CRITICAL: Prevents duplicate job applications
CREATE UNIQUE INDEX idx_applications_unique_candidate_job
ON job_applications(candidate_id, job_id)
WHERE status NOT IN ('rejected', 'withdrawn');
