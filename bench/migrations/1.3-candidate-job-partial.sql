-- §1.3, "Recommended Indexes", the one for has_applied, as written: the same name as §2's index 6, another index.

-- For application lookups (has_applied check)
CREATE INDEX idx_applications_candidate_job_lookup
ON job_applications(candidate_id, job_id)
WHERE status NOT IN ('rejected', 'withdrawn');
