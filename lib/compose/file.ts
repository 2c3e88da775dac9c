import type { Compose, Platform } from '../platform/types';
import { backupParts } from './backup';
import { collectorParts } from './collector';
import type { ConfigFile } from './container';
import { exporterParts } from './exporters';
import type { ComposeFile, ComposeService } from './model';
import { monitoringParts } from './monitoring';
import { networks } from './networks';
import { proxyParts } from './proxy';
import { queueParts } from './queue';
import { brokenReferences } from './references';
import { secretName, secretsFolder } from './secret-files';
import { services } from './services';
import { setupParts } from './setup';
import { storeParts } from './stores';
import { toolParts } from './tools';

/** A compose file and the files that its containers mount. */
export interface ComposeProject {
  readonly file: ComposeFile;
  readonly files: readonly ConfigFile[];
}

/**
 * The whole platform on one machine.
 *
 * @throws Error for a platform of another deployment, and where the file would refer to what it does not declare
 */
export function composeProject(platform: Platform): ComposeProject {
  const compose = composeOf(platform);
  const parts = [
    storeParts,
    queueParts,
    setupParts,
    backupParts,
    proxyParts,
    toolParts,
    exporterParts,
    monitoringParts,
    collectorParts,
  ].flatMap((make) => make(platform, compose));
  const all = {
    ...services(platform, compose),
    ...Object.fromEntries(parts.map(({ name, service }) => [name, service])),
  };
  const files = parts.flatMap((part) => part.files);
  const file = declared(compose, all, files);
  const broken = brokenReferences(file);
  if (broken.length > 0) throw new Error(`compose.yaml would not start:\n${broken.join('\n')}`);
  return { file, files };
}

export function composeOf(platform: Platform): Compose {
  if (platform.compose === undefined) throw new Error(`${platform.environment} is no environment of Compose`);
  return platform.compose;
}

/** Declares what the services use, and nothing else. */
function declared(
  compose: Compose,
  all: Readonly<Record<string, ComposeService>>,
  files: readonly ConfigFile[],
): ComposeFile {
  const used = <T extends string>(names: (service: ComposeService) => readonly T[]): T[] =>
    [...new Set(Object.values(all).flatMap(names))].sort();
  const volumes = used(({ volumes = [] }) =>
    volumes.flatMap((mount) => (mount.type === 'volume' ? [mount.source] : [])),
  );
  return {
    name: compose.project,
    services: all,
    networks: Object.fromEntries(
      Object.entries(networks).filter(([name]) => used((service) => service.networks).includes(name)),
    ),
    volumes: Object.fromEntries(volumes.map((name) => [name, {}])),
    secrets: Object.fromEntries(
      used(({ secrets = [] }) => secrets.map(secretName)).map((name) => [name, { file: `${secretsFolder}/${name}` }]),
    ),
    configs: Object.fromEntries(files.map(({ name }) => [name, { file: `./${name}` }])),
  };
}
