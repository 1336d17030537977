-- §2, index 6, as written; migration 002 has the same.

-- Fast lookup for "already applied" checks
CREATE INDEX idx_applications_candidate_job_lookup
ON job_applications(candidate_id, job_id)
INCLUDE (status, applied_at);
