import { auroraAdministrator } from '../database/reserved-names';
import { isReceiverSecret } from '../receiver-secret';
import { settingsRegistry } from '../settings-registry';
import type { ManagedSecret, Platform, Setting } from '../types';

/** Names of settings whose secret is made by us once: signing keys, and the passwords of stores that we run. */
export function generatedSettings({ postgres, redis, qdrant }: Platform['stores']): ReadonlySet<string> {
  const signingKeys = Object.keys(settingsRegistry).filter(
    (name) => settingsRegistry[name]?.value.by === 'signing-key',
  );
  return new Set([
    ...signingKeys,
    ...(postgres.provider === 'cluster' ? ['POSTGRES_PASSWORD', 'DB_PASSWORD', 'POSTGRES_MONITOR_PASSWORD'] : []),
    ...(redis.provider === 'external' ? [] : ['REDIS_PASSWORD']),
    ...(redis.provider === 'cluster' ? ['REDIS_MONITOR_PASSWORD'] : []),
    ...(qdrant.provider === 'external' ? [] : ['QDRANT_API_KEY']),
    'GRAFANA_ADMIN_PASSWORD',
  ]);
}

/** Secrets that no service has. */
const descriptions: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'Password of the database administrator; never for applications',
  POSTGRES_MONITOR_PASSWORD: "Password of the exporter's role in the database",
  REDIS_MONITOR_PASSWORD: "Password of the exporter's user in the cache",
  GRAFANA_ADMIN_PASSWORD: 'Password of admin in Grafana',
};

const describe = (name: string): string => {
  const known = descriptions[name] ?? settingsRegistry[name]?.description;
  if (known !== undefined) return known;
  return isReceiverSecret(name) ? 'Address, key or password of a receiver of alerts' : 'Own secret of a service';
};

/**
 * Every secret that the secret store must hold for these settings, sorted by name.
 * @param database names of the secrets with which Aurora is made
 * @param cache name of the secret with which ElastiCache is made, whoever uses it
 */
export function collectSecrets(
  settings: readonly Setting[],
  generated: ReadonlySet<string>,
  database:
    | {
        readonly admin: string;
        readonly application: string;
        readonly username: string;
        /** Secret and role of the exporter, where there is one. */
        readonly monitor: { readonly secret: string; readonly username: string } | undefined;
      }
    | undefined,
  cache: string | undefined,
): ManagedSecret[] {
  const secrets = new Map<string, ManagedSecret>();
  if (cache !== undefined) {
    secrets.set(cache, {
      name: cache,
      description: settingsRegistry.REDIS_PASSWORD?.description ?? '',
      content: { kind: 'generated' },
    });
  }
  if (database !== undefined) {
    secrets.set(database.admin, {
      name: database.admin,
      description: 'Administrator of the database; never for applications',
      content: { kind: 'databaseUser', username: auroraAdministrator },
    });
    secrets.set(database.application, {
      name: database.application,
      description: "Role of the application's services",
      content: { kind: 'databaseUser', username: database.username },
    });
    if (database.monitor !== undefined) {
      secrets.set(database.monitor.secret, {
        name: database.monitor.secret,
        description: 'Role of the exporter: statistics, and no table',
        content: { kind: 'databaseUser', username: database.monitor.username },
      });
    }
  }
  for (const setting of settings) {
    if (setting.source.from !== 'secret' || secrets.has(setting.source.secretName)) continue;
    secrets.set(setting.source.secretName, {
      name: setting.source.secretName,
      description: describe(setting.name),
      content: { kind: generated.has(setting.name) ? 'generated' : 'thirdParty' },
    });
  }
  return [...secrets.values()].sort(byName);
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
