-- §1.1, "Optimized Query Strategy", steps 1 and 2, as written.

-- Step 1: Add composite partial index for common filters
CREATE INDEX idx_jobs_search_optimized
ON jobs(status, location_type, job_type, posted_at DESC)
WHERE status = 'published';

-- Step 2: Add GIN full-text search index
CREATE INDEX idx_jobs_title_description_fts
ON jobs USING GIN(
  to_tsvector('english', coalesce(title, '') || ' ' || coalesce(description, ''))
);
