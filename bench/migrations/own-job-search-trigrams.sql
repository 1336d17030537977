-- Our own: trigrams, which find what ILIKE finds, of jobs and of the companies whose name is searched too.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX own_jobs_text_trigrams ON jobs
USING gin(title gin_trgm_ops, description gin_trgm_ops)
WHERE status = 'published';

CREATE INDEX own_companies_name_trigrams ON companies USING gin(name gin_trgm_ops);

CREATE INDEX own_jobs_company ON jobs(company_id) WHERE status = 'published';
