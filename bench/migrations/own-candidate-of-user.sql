-- Our own: §2's index 6, and one for the lookup that comes before it on every request of a candidate.

CREATE INDEX idx_applications_candidate_job_lookup
ON job_applications(candidate_id, job_id)
INCLUDE (status, applied_at);

CREATE INDEX own_candidates_user ON candidates(user_id);
