import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/index';
import { postgresArguments, postgresConfig } from '../../../lib/platform/store-config/postgres-config';
import type { Platform } from '../../../lib/platform/types';

type Stores = NonNullable<PlatformConfig['stores']>;
type OwnPostgres = Extract<NonNullable<Stores['postgres']>, { provider: 'cluster' }>;

/** A platform with its own small servers, so that their memory fits any machine. */
export const platformWith = (postgres: Partial<OwnPostgres> = {}, stores: Partial<Stores> = {}): Platform =>
  resolvePlatform({
    environment: 'conformance',
    version: '3.2.0',
    domain: 'memorai.test',
    stores: { postgres: { provider: 'cluster', resources: { memory: '256Mi' }, ...postgres }, ...stores },
  });

/** The arguments that the server of a platform is started with. */
export function serverArguments({ stores: { postgres } }: Platform): readonly string[] {
  if (postgres.provider !== 'cluster') throw new Error('the server of this platform is not ours');
  return postgresArguments(postgresConfig(postgres));
}
