-- §2, index 5, as written; §1.1's second step has the same.

-- GIN index for fast text search
CREATE INDEX idx_jobs_title_description_fts
ON jobs USING GIN(
  to_tsvector('english', coalesce(title, '') || ' ' || coalesce(description, ''))
);
