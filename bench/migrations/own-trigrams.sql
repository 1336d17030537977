-- Our own: §1.1's first index, and substrings indexed as they are. Partial, since only published jobs are searched.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX idx_jobs_search_optimized
ON jobs(status, location_type, job_type, posted_at DESC)
WHERE status = 'published';

CREATE INDEX own_jobs_text_trgm ON jobs USING GIN(title gin_trgm_ops, description gin_trgm_ops)
WHERE status = 'published';

CREATE INDEX own_companies_name_trgm ON companies USING GIN(name gin_trgm_ops);
