-- The guide's table (L1078-1090), partitioned from the start, with the key that its partitions need (E60).
CREATE TABLE memories (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  user_id uuid NOT NULL,
  content text NOT NULL,
  embedding vector(3),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
