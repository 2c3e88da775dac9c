import { absent, changed, type Row } from './claims';
import { composeFile, production, productionBackup, productionData, small } from './subjects';

const parameter = (name: string, expected: unknown) =>
  productionData(`Resources Type=AWS::RDS::DBClusterParameterGroup Properties Parameters ${name}`, expected);

/** Tuning of the database (guide L294-299), and what AWS does by itself of backups and operations (L817-957, L1025). */
export const dataRows: Readonly<Record<number, Row>> = {
  93: changed('L294', parameter('shared_preload_libraries', 'pg_stat_statements')),
  94: changed('L295', parameter('max_connections', '200')),
  95: changed('L296', parameter('shared_buffers', absent)),
  96: changed('L297', parameter('effective_cache_size', absent)),
  97: changed('L298', parameter('random_page_cost', '1.1')),
  98: changed('L299', parameter('checkpoint_completion_target', absent)),
  173: changed(
    'L817-818',
    productionBackup('Resources MemoraiBackupBucket Type', 'AWS::S3::Bucket'),
    productionBackup('Resources MemoraiBackupBucket Properties VersioningConfiguration Status', 'Enabled'),
    production('backup folders database', 'database/'),
  ),
  174: changed(
    'L821-823',
    productionBackup(
      'Resources MemoraiBackupBucket Properties LifecycleConfiguration Rules Id=retention ExpirationInDays',
      7,
    ),
  ),
  186: changed('L947-951', production('stores postgres readers', 2)),
  187: changed('L953-957', production('stores postgres capacity', { kind: 'serverless', maxAcu: 8, minAcu: 1 })),
  196: changed('L1025-1026', production('aws recovery', absent)),
  200: changed(
    'L1049',
    small('compose backups restoreTest schedule', '0 4 * * 0'),
    composeFile('services backup environment RESTORE_TEST_DATABASE', 'memorai_restore_test'),
  ),
};
