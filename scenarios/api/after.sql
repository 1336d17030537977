-- What the `after` build stands on: of the document's proposals those that hold up, in the form that its queries
-- can use, and what the document missed. Run once over the seeded schema; VACUUM (ANALYZE) afterwards.

-- Missed: every view of a job writes a new version of the whole row, description and all. With room for it on the same page no index
-- has to learn of it (a HOT update); without, each of them does, trigrams included.
ALTER TABLE jobs SET (fillfactor = 85);
CLUSTER jobs USING jobs_pkey;

-- Missed: the busiest route's order. No proposed index has it; 4 begins with columns that the plain list leaves open.
-- What the list filters by is included, so that any filter is counted without touching the table.
CREATE INDEX jobs_newest ON jobs (posted_at DESC, id DESC)
  INCLUDE (location_type, job_type, salary_min, location) WHERE status = 'published';

-- Instead of 5, whose full-text search answers differently: trigrams find what ILIKE finds.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX jobs_text_trigrams ON jobs USING gin (title gin_trgm_ops, description gin_trgm_ops)
  WHERE status = 'published';
CREATE INDEX companies_name_trigrams ON companies USING gin (name gin_trgm_ops);
CREATE INDEX jobs_company ON jobs (company_id) WHERE status = 'published';

-- 7, without `WHERE status != 'archived'`, which no query of an employer's jobs implies; with the ids, so that
-- counting an employer's applications and finding the newest touches neither table.
CREATE INDEX jobs_employer ON jobs (employer_id, status) INCLUDE (id);
CREATE INDEX applications_job ON job_applications (job_id, status, applied_at DESC) INCLUDE (id);

-- 6: has_applied, a candidate's list and figures.
CREATE INDEX applications_candidate ON job_applications (candidate_id, job_id) INCLUDE (status, applied_at, id);

-- 1, repaired: it cannot be built over the duplicates that there are. They are marked, not deleted, and answers
-- stay as they were: the earliest open application of each candidate for each job holds the place.
ALTER TABLE job_applications ADD COLUMN is_duplicate boolean NOT NULL DEFAULT false;
UPDATE job_applications SET is_duplicate = true
WHERE id IN (
  SELECT id
  FROM (
    SELECT id, row_number() OVER (PARTITION BY candidate_id, job_id ORDER BY applied_at, id) AS nth
    FROM job_applications WHERE status NOT IN ('rejected', 'withdrawn')
  ) AS open
  WHERE nth > 1
);
CREATE UNIQUE INDEX applications_once ON job_applications (candidate_id, job_id)
  WHERE status NOT IN ('rejected', 'withdrawn') AND NOT is_duplicate;

-- 9, as written: the unread badge.
CREATE INDEX notifications_unread ON notifications (user_id, created_at DESC) WHERE is_read = false;

-- Missed: from a session's user to the profile, on every request with a session. 10 is not here: the session's own
-- unique token is all that its lookup needs.
CREATE UNIQUE INDEX candidates_user ON candidates (user_id);
CREATE UNIQUE INDEX employers_user ON employers (user_id);

-- Missed: deleting a job looks for its notifications, and for those of each of its applications.
CREATE INDEX notifications_job ON notifications (related_job_id) WHERE related_job_id IS NOT NULL;
CREATE INDEX notifications_application ON notifications (related_application_id)
  WHERE related_application_id IS NOT NULL;
