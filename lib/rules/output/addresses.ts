import type { Environment, Reference, Variable } from '../../platform/facts';
import { settingPlace } from '../../platform/setting-place';
import type { Platform } from '../../platform/types';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';
import { isUsualMonitor } from './usual-monitors';

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** The address inside that a variable leads to; undefined where it leads outside, or nowhere. */
function addressIn({ name, value }: Variable, { cluster }: Platform): Pick<Reference, 'name' | 'part'> | undefined {
  if (value === undefined) return undefined;
  const url = value.includes('://') && URL.canParse(value) ? new URL(value) : undefined;
  const host = withoutNamespace(url?.hostname ?? (/(?:^|_)HOST$/.test(name) ? value : ''), cluster?.namespace);
  // A name with a dot is of the world outside, or of another namespace.
  if (!/^[a-z][a-z0-9-]*$/.test(host) || host === 'localhost') return undefined;
  const port = url === undefined ? undefined : url.port || defaultPorts[url.protocol];
  return { name: cluster === undefined ? host : `${host}.${cluster.namespace}`, part: port };
}

/** A name of our own namespace in its longer forms: `memorai-api-service.memorai-production.svc`. */
const withoutNamespace = (host: string, namespace: string | undefined): string =>
  namespace === undefined
    ? host
    : host.replace(new RegExp(`\\.${namespace}(?:\\.svc(?:\\.cluster\\.local)?)?\\.?$`), '');

/** What all services have alike from one ConfigMap is one reference. */
function referencesIn(environments: readonly Environment[], platform: Platform): readonly Reference[] {
  const seen = new Set<string>();
  return environments.flatMap(({ file, at, source, variables, workload }) => {
    const service = Object.values(platform.services).find(({ fullName }) => fullName === workload)?.name;
    return variables.flatMap((variable): Reference[] => {
      const { name, value, isShared = false } = variable;
      const address = addressIn(variable, platform);
      const known = isShared && seen.size === seen.add(`${name}=${value}`).size;
      if (address === undefined || known) return [];
      return [
        {
          kind: 'address',
          ...address,
          file,
          at: `${at}.${variable.at}${isShared ? ` (${name})` : ''}`,
          source: source ?? variable.source,
          path: settingPlace(platform, service, name),
        },
      ];
    });
  });
}

export const addresses: OutputRule = {
  id: 'addresses',
  severity: 'error',
  protects: 'services from a name or a port that nothing has, which fails at their first request',
  source: 'E4, E43, E106',
  reads: [
    'settings',
    'services.*.env',
    'serviceDefaults.env',
    'services.*.port',
    'stores',
    'queue',
    'patches',
    'extraObjects',
  ],
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
