-- §1.3's index without the predicate: `candidate_id = $1` alone does not imply
-- `status NOT IN ('rejected', 'withdrawn')`, and the list shows those applications too.

CREATE INDEX idx_applications_candidate_status_date
ON job_applications(candidate_id, status, applied_at DESC);
