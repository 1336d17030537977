-- §2's index 10, repaired: without the predicates, since what is true of NOW() when the index is built
-- is not true later, and PostgreSQL therefore does not allow it.

CREATE INDEX idx_sessions_token_expires
ON sessions(session_token, expires);

CREATE INDEX idx_sessions_expired_cleanup
ON sessions(expires);
