import { ownExporters } from './exporters';
import { keptByOperator, loginKeys, operatorLogins } from './operator-logins';
import type { Platform } from './types';
import { keptSettings, storeWorkloads } from './uses';

/** A Secret that somebody else keeps in the namespace. */
export interface ExpectedSecret {
  readonly name: string;
  /** Sorted. */
  readonly keys: readonly string[];
  /** Services, stores and programs, sorted. */
  readonly readBy: readonly string[];
  /** What its key `username` holds; absent where it has none. */
  readonly username?: string;
}

/** One key that somebody reads. */
interface Reading {
  readonly secret: string;
  readonly key: string;
  readonly by: string;
  readonly username?: string;
}

/** What a person makes with `secrets.provider: existing`, sorted by name; empty with any other provider. */
export function expectedSecrets(platform: Platform): readonly ExpectedSecret[] {
  if (platform.secrets.provider !== 'existing') return [];
  const bySecret = new Map<string, Reading[]>();
  for (const one of [...ofSettings(platform), ...ofExtraContainers(platform), ...ofOperator(platform)]) {
    bySecret.set(one.secret, [...(bySecret.get(one.secret) ?? []), one]);
  }
  return [...bySecret]
    .map(([name, all]) => ({
      name,
      keys: sorted(all.map(({ key }) => key)),
      readBy: sorted(all.map(({ by }) => by)),
      ...all.reduce((user, { username }) => (username === undefined ? user : { username }), {}),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** The instances of an operator read its logins alone. */
function ofSettings({ services, migration, stores, exporters }: Platform): readonly Reading[] {
  const kept = keptByOperator(stores)?.workload;
  const readers = [
    ...Object.values(services),
    ...(migration === undefined ? [] : [{ ...migration, name: 'migrate' }]),
    ...ownExporters({ exporters }),
    ...storeWorkloads(stores).filter((workload) => workload !== kept),
  ];
  return readers.flatMap(({ name: by, secretName, settings }) => [
    ...keptSettings(settings).map(({ name }) => ({ secret: secretName, key: name, by })),
    ...settings.flatMap(({ source }) =>
      source.from === 'secretKey' ? [{ secret: source.name, key: source.key, by }] : [],
    ),
  ]);
}

const ofExtraContainers = ({ services }: Platform): readonly Reading[] =>
  Object.values(services).flatMap(({ name: by, initContainers, sidecars }) =>
    [...initContainers, ...sidecars]
      .flatMap(({ env }) => Object.values(env))
      .flatMap((value) =>
        typeof value === 'object' && 'secretKey' in value
          ? [{ secret: value.secretKey.name, key: value.secretKey.key, by }]
          : [],
      ),
  );

function ofOperator({ stores }: Platform): readonly Reading[] {
  const kept = keptByOperator(stores);
  return Object.values(kept === undefined ? {} : operatorLogins(kept)).flatMap(({ secretName, username }) =>
    loginKeys.map((key) => ({ secret: secretName, key, by: 'postgres', username })),
  );
}
