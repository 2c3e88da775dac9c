INSERT INTO memories (user_id, content) VALUES ('00000000-0000-0000-0000-000000000001', 'first');
