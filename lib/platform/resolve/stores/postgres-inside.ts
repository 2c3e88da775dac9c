import type { Postgres, PostgresExtension } from '../../types';
import { byDefault, type Context, derivedFrom } from '../context';

const extensionNames: readonly PostgresExtension[] = ['pg_stat_statements', 'uuid-ossp', 'vector'];
/** Every database has it; extensions live there. */
const PUBLIC = 'public';

/** What is inside the database, whoever runs the server. */
export function resolveInside(
  context: Context,
): Pick<Postgres, 'extensions' | 'schemas' | 'searchPath' | 'partitions'> {
  const written = context.config.stores?.postgres;
  const at = (field: string) => `stores.postgres.${field}`;
  const extensions = extensionNames.filter((name) =>
    context.pick(at(`extensions.${name}`), written?.extensions?.[name], true, byDefault('guide L281-283')),
  );
  const schemas = context.pick(
    at('schemas'),
    written?.schemas,
    ['memorai', 'audit', 'analytics'],
    byDefault('guide L286-288'),
  );
  const [first = PUBLIC] = schemas;
  const searchPath = context.pick(
    at('searchPath'),
    written?.searchPath,
    [first, PUBLIC],
    derivedFrom('the first of stores.postgres.schemas, then public (guide L291)'),
  );
  const known = [...schemas, PUBLIC];
  for (const name of searchPath) {
    if (!known.includes(name)) {
      context.fail(at('searchPath'), 'value', `must hold schemas of this database (${known.join(', ')}), got ${name}`);
    }
  }
  if (extensions.length > 0 && !searchPath.includes(PUBLIC)) {
    context.fail(
      at('searchPath'),
      'conflict',
      `must hold public, where the extensions are, got ${searchPath.join(', ')}`,
    );
  }
  const tables = context.pick(
    at('partitions.tables'),
    written?.partitions?.tables,
    ['memories'],
    byDefault('guide L1088-1090, E60'),
  );
  for (const [index, table] of tables.entries()) {
    const schema = table.includes('.') ? table.split('.')[0] : undefined;
    if (schema !== undefined && !known.includes(schema)) {
      context.fail(
        at(`partitions.tables[${index}]`),
        'value',
        `must be in a schema of this database (${known.join(', ')}), got ${table}`,
      );
    }
  }
  return {
    extensions,
    schemas,
    searchPath,
    partitions: {
      tables: tables.map((table) => (table.includes('.') ? table : `${first}.${table}`)),
      monthsAhead: context.pick(
        at('partitions.monthsAhead'),
        written?.partitions?.monthsAhead,
        3,
        byDefault('a quarter without a run of the index step'),
      ),
    },
  };
}
