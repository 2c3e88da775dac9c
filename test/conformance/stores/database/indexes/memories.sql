-- The guide's own statement (L1077-1078).
CREATE INDEX CONCURRENTLY idx_memories_user_created
ON memories(user_id, created_at DESC);
CREATE UNIQUE INDEX idx_events_what ON audit.events (what, id);
