import type { Statement } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { storeWorkloads } from '../../platform/uses';
import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

const clients: Readonly<Record<string, readonly string[]>> = {
  postgres: ['bootstrap', 'memorai-bootstrap', 'psql'],
  redis: ['redis-cli', 'memorai-redis-cluster'],
};

/** The image that each workload runs, by every name that a target gives it. */
function imagesOf({ services, stores, migration, queue, compose }: Platform): ReadonlyMap<string, string> {
  return new Map([
    ...Object.values(services).map(({ fullName, image }) => [fullName, image.reference] as const),
    ...storeWorkloads(stores).map(({ fullName, image }) => [fullName, image.reference] as const),
    // What sets a store up, and what people look into it with, is of the store's own image.
    ...storeWorkloads(stores).flatMap(({ name, image }) =>
      (clients[name] ?? []).map((client) => [client, image.reference] as const),
    ),
    ...(queue.provider === 'elasticmq' ? [[queue.host, queue.image] as const] : []),
    ...(compose?.proxy === undefined ? [] : [['proxy', compose.proxy.image] as const]),
    ...(compose?.backups === undefined ? [] : [['backup', compose.backups.image] as const]),
    ...['memorai-migrate', 'migrate'].flatMap((name) =>
      migration === undefined ? [] : [[name, migration.image.reference] as const],
    ),
  ]);
}

export const sameImage: OutputRule = {
  id: 'same-image',
  severity: 'error',
  protects: 'a release from being two versions: its parts fail where they meet, and none of them says why',
  source: 'guide L701; E46',
  reads: ['version', 'images', 'services.*.image', 'patches', 'extraObjects'],
  wayOut: 'name the image in the config, which every target reads, and not in one target',
  check: (output, platform) => {
    const images = imagesOf(platform);
    const registry = platform.aws?.registry;
    return output.facts.statements.flatMap((statement): Problem[] => {
      const { about, of, value, source } = statement;
      const wanted = images.get(of);
      if (about !== 'image' || wanted === undefined) return [];
      if (source !== undefined)
        return value === wanted ? [] : apart(statement, wanted, output.facts.statements, images);
      if (value !== wanted) {
        return [
          {
            path: 'version',
            value,
            limit: wanted,
            message: `${where(statement)} runs ${value} as ${of}; the config says ${wanted}`,
          },
        ];
      }
      const repository = value.slice((registry?.host.length ?? 0) + 1).replace(/[:@].*$/, '');
      return registry === undefined ||
        !platform.targets.includes('aws') ||
        !value.startsWith(`${registry.host}/`) ||
        !registry.repositories.includes(repository) ||
        output.find('repository', repository).length > 0
        ? []
        : [
            {
              path: 'aws.registry',
              message: `${where(statement)} names repository ${repository}, which no stack makes`,
            },
          ];
    });
  },
};

/** Whoever shares an image in the config and runs another, where a patch gave one of them its own. */
function apart(
  patched: Statement,
  wanted: string,
  all: readonly Statement[],
  images: ReadonlyMap<string, string>,
): Problem[] {
  const others = all.filter(
    ({ about, of, value }) => about === 'image' && images.get(of) === wanted && value !== patched.value,
  );
  const names = [...new Set(others.map(({ of, value }) => `${of} ${value}`))];
  return names.length === 0
    ? []
    : [
        {
          path: patched.source ?? 'version',
          value: patched.value,
          limit: wanted,
          message: `${where(patched)} runs ${patched.value} as ${patched.of}, and ${names.join(', ')}: the config has one image for them, ${wanted}; patch all of them, or name the image in the config`,
        },
      ];
}
