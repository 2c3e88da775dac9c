import { explained } from '../../lib/setup/failures';

const failure = (message: string, code: string) => Object.assign(new Error(message), { code });

test('a package that is not installed: its name, the way out, and no stack of requires', () => {
  const said = failure("Cannot find module 'pg'\nRequire stack:\n- /app/connect.js", 'MODULE_NOT_FOUND');
  expect(explained('', said)).toMatchObject({
    message: "a package is not installed (Cannot find module 'pg')",
    wayOut: 'add pg and node-pg-migrate to the dependencies of the application: npm install pg node-pg-migrate',
  });
});

test('of several addresses tried, what the first of them answered', () => {
  const tried = new AggregateError([failure('connect ECONNREFUSED ::1:5432', 'ECONNREFUSED'), failure('b', 'B')]);
  expect(explained('postgres', tried).message).toBe('postgres: nothing listens there (connect ECONNREFUSED ::1:5432)');
});
