-- §10, migration 003, `upgrade()` as written.

-- 1. Create GIN index for full-text search
CREATE INDEX CONCURRENTLY idx_jobs_title_description_fts
ON jobs USING GIN(
  to_tsvector('english', coalesce(title, '') || ' ' || coalesce(description, ''))
);

-- 2. Company name search
CREATE INDEX CONCURRENTLY idx_companies_name_trgm
ON companies USING GIN(name gin_trgm_ops);

-- Ensure pg_trgm extension is enabled
CREATE EXTENSION IF NOT EXISTS pg_trgm;
