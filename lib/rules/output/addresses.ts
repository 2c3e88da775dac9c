import { formatPath } from '../../config/format-path';
import type { Environment, Reference, Variable } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';
import { isUsualMonitor } from './usual-monitors';

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** The address inside that a variable leads to; undefined where it leads outside, or nowhere. */
function addressIn({ name, value }: Variable, { cluster }: Platform): Pick<Reference, 'name' | 'part'> | undefined {
  if (value === undefined) return undefined;
  const url = value.includes('://') && URL.canParse(value) ? new URL(value) : undefined;
  const host = url?.hostname ?? (/^(?:DB|REDIS)_HOST$/.test(name) ? value : '');
  // A name with a dot is of the world outside, or of another namespace.
  if (!/^[a-z][a-z0-9-]*$/.test(host) || host === 'localhost') return undefined;
  const port = url === undefined ? undefined : url.port || defaultPorts[url.protocol];
  return { name: cluster === undefined ? host : `${host}.${cluster.namespace}`, part: port };
}

const referencesIn = (environments: readonly Environment[], platform: Platform): readonly Reference[] =>
  environments.flatMap(({ file, at, source: patched, workload, variables }) =>
    variables.flatMap((variable): Reference[] => {
      const address = addressIn(variable, platform);
      if (address === undefined) return [];
      const source = patched ?? variable.source ?? writtenAt(platform, workload, variable.name);
      return [{ kind: 'address', ...address, file, at: `${at}.${variable.at}`, source }];
    }),
  );

/** Where the config says what a workload gets in a variable; undefined where it follows from others. */
function writtenAt({ services, written }: Platform, workload: string, name: string): string | undefined {
  const service = Object.values(services).find(({ fullName }) => fullName === workload)?.name ?? '';
  const places = [
    ['services', service, 'env', name],
    ['serviceDefaults', 'env', name],
    ['settings', name],
  ];
  const found = places.find((place) => written.some((path) => place.every((key, depth) => key === path[depth])));
  return found && formatPath(found);
}

export const addresses: OutputRule = {
  id: 'addresses',
  severity: 'error',
  protects: 'services from a name or a port that nothing has, which fails at their first request',
  source: 'E4, E43, E106',
  reads: ['settings', 'services.*.env', 'services.*.port', 'stores', 'patches', 'extraObjects'],
  wayOut: 'leave the address to its default, which follows from what is made, or name something that is there',
  check: (output, platform) => {
    const inside = output.facts.environments.filter(({ file }) => !file.startsWith('cloudformation/'));
    const references = [
      ...referencesIn(inside, platform),
      ...output.references('address').filter(({ file }) => file.startsWith('compose/')),
    ];
    const operated = platform.stores.postgres;
    return unresolved(output, {
      kind: 'address',
      references,
      word: 'address',
      part: 'port',
      missing: 'which nothing answers to',
      path: 'settings',
      isElsewhere: ({ name, part }) =>
        isUsualMonitor(platform, name, part) ||
        // The operator makes this Service.
        (operated.provider === 'cluster' &&
          operated.operator === 'cloudnative-pg' &&
          name === `${operated.host}.${platform.cluster?.namespace}`),
    });
  },
};
