-- §1.3, "Recommended Indexes", the one for candidate application queries, as written.

-- For candidate application queries
CREATE INDEX idx_applications_candidate_status_date
ON job_applications(candidate_id, status, applied_at DESC)
WHERE status NOT IN ('rejected', 'withdrawn');
