-- §2, index 9, as written; migration 004 has the same.

-- Unread notifications for users
CREATE INDEX idx_notifications_user_unread
ON notifications(user_id, created_at DESC)
WHERE is_read = false;
