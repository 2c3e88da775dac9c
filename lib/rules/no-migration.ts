import { usesStore } from '../platform/uses';
import type { Rule } from './types';

/** Functions whose schema nobody makes: elsewhere the image carries the SQL, here the config has to name it. */
export const noMigration: Rule = {
  id: 'no-migration',
  severity: 'warning',
  protects: 'a release from serving on the schema of the one before',
  source: 'guide L306-315',
  reads: ['migration', 'services.*.uses'],
  wayOut:
    'name the folder of SQL that the application brings, or say migration.enabled: false where somebody else migrates',
  check: ({ deployment, aws, services }) => {
    const withDatabase = Object.values(services).some(({ uses }) => usesStore(uses, 'postgres'));
    return deployment !== 'serverless' || aws?.migration !== undefined || !withDatabase
      ? []
      : [
          {
            path: 'migration',
            message:
              'nothing migrates the database before new versions get traffic; name the SQL of the application: migration: { sql: <folder> }',
          },
        ];
  },
};
