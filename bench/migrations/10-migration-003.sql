-- §10, migration 003, `upgrade()` as written, from its second statement on; the first one is §1.1's second step.

-- 2. Company name search
CREATE INDEX CONCURRENTLY idx_companies_name_trgm
ON companies USING GIN(name gin_trgm_ops);

-- Ensure pg_trgm extension is enabled
CREATE EXTENSION IF NOT EXISTS pg_trgm;
