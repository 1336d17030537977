-- Our own: the order of the plain listing, which no index of the document gives.

CREATE INDEX own_jobs_status_posted ON jobs(status, posted_at DESC);
