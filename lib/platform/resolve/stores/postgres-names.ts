import { type NamedInPostgres, type PostgresKeeper, reservedName } from '../../database/reserved-names';
import type { Postgres } from '../../types';
import type { Context } from '../context';

/** Refuses names that the server has already, or takes from nobody: the bootstrap would overwrite what is there, or fail. */
export function checkNames(
  context: Context,
  { username, database, schemas }: Pick<Postgres, 'username' | 'database' | 'schemas'>,
): void {
  const keeper = keeperOf(context);
  const check = (field: string, of: NamedInPostgres, name: string): void => {
    const why = reservedName(of, name, keeper);
    if (why !== undefined) {
      context.fail(`stores.postgres.${field}`, 'value', `${name} is ${why}; choose another name`);
    }
  };
  check('username', 'role', username);
  check('database', 'database', database);
  for (const [index, schema] of schemas.entries()) check(`schemas[${index}]`, 'schema', schema);
}

function keeperOf({ config }: Context): PostgresKeeper {
  const written = config.stores?.postgres;
  if (written === undefined) return config.aws === undefined ? 'cluster' : 'aurora';
  return written.provider === 'cluster' && written.operator === 'cloudnative-pg' ? written.operator : written.provider;
}
