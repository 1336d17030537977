-- All indexes on jobs that §2 proposes (4, 5 and half of 7), as written.

-- Composite index for job filtering
CREATE INDEX idx_jobs_search_composite
ON jobs(status, location_type, job_type, posted_at DESC)
WHERE status = 'published';

-- GIN index for fast text search
CREATE INDEX idx_jobs_title_description_fts
ON jobs USING GIN(
  to_tsvector('english', coalesce(title, '') || ' ' || coalesce(description, ''))
);

-- For employer viewing their received applications
CREATE INDEX idx_jobs_employer_id ON jobs(employer_id)
WHERE status != 'archived';
