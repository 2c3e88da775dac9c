import { indexStatements } from '../../lib/setup/index-statement';

test.each([
  [
    "the guide's own",
    'CREATE INDEX CONCURRENTLY idx_memories_user_created\nON memories(user_id, created_at DESC);',
    { unique: false, name: 'idx_memories_user_created', table: 'memories', rest: '(user_id, created_at DESC)' },
  ],
  [
    'one of another method, with its schema',
    'create unique index if not exists I on only audit.events using btree (what) where what is not null',
    { unique: true, name: 'i', table: 'audit.events', rest: 'using btree (what) where what is not null' },
  ],
])('%s', (_, sql, expected) => {
  expect(indexStatements('a.sql', sql)).toEqual([expected]);
});

test('a file holds several, and comments', () => {
  const sql = '-- first;\nCREATE INDEX a ON t (x); -- and\nCREATE INDEX b ON t (y);\n';
  expect(indexStatements('a.sql', sql).map(({ name }) => name)).toEqual(['a', 'b']);
});

test.each(['CREATE INDEX ON t (x)', 'CREATE INDEX "A" ON t (x)', 'DROP INDEX a', 'CREATE INDEX a ON t'])(
  '%s is refused',
  (sql) => {
    expect(() => indexStatements('a.sql', sql)).toThrow(`a.sql: no index with a name: ${sql}`);
  },
);
