-- §10, migration 003, repaired: the extension comes before the index that needs its operators,
-- and the indexes are built without CONCURRENTLY, which no transaction allows.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX idx_jobs_title_description_fts
ON jobs USING GIN(
  to_tsvector('english', coalesce(title, '') || ' ' || coalesce(description, ''))
);

CREATE INDEX idx_companies_name_trgm
ON companies USING GIN(name gin_trgm_ops);
