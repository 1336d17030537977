-- §2, index 4, as written; §9.2's second scenario and migration 002 have the same.

-- Composite index for job filtering
CREATE INDEX idx_jobs_search_composite
ON jobs(status, location_type, job_type, posted_at DESC)
WHERE status = 'published';
