-- §2, index 10, as written.

-- Fast session validation
CREATE INDEX idx_sessions_token_expires
ON sessions(session_token, expires)
WHERE expires > NOW();

-- Cleanup expired sessions
CREATE INDEX idx_sessions_expired_cleanup
ON sessions(expires)
WHERE expires < NOW();
