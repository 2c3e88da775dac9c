import { type SettingAddress, settingAddresses } from '../platform/setting-addresses';
import type { Edge, Platform, Service } from '../platform/types';
import { reachesInternet } from '../platform/uses';
import type { Rule } from './types';

/** A network policy knows ranges, namespaces and pods, and no names: what a setting names has to be opened by a person. */
export const settingWays: Rule = {
  id: 'setting-ways',
  severity: 'warning',
  protects: 'services from an address in their own settings to which their network policy lets nothing out',
  source: 'guide L634-668; Kubernetes, "Network Policies"; E80',
  reads: [
    'services.*.env',
    'serviceDefaults.env',
    'settings',
    'services.*.initContainers',
    'services.*.sidecars',
    'services.*.uses',
    'services.*.identity',
    'services.*.apiAccess',
    'services.*.network.egress',
    'extraObjects',
    'stores.*.host',
    'cluster.networkPolicies',
    'cluster.monitoringNamespace',
  ],
  wayOut: 'name what it uses under uses, or open the way under network.egress of the service',
  check: (platform) => {
    if (platform.cluster?.networkPolicies !== true) return [];
    const closed = new Map<string, { readonly address: SettingAddress; readonly names: string[] }>();
    for (const service of Object.values(platform.services)) {
      for (const address of settingAddresses(platform, service)) {
        if (isOpen(platform, service, address)) continue;
        const key = `${address.path} ${address.host}:${address.port}`;
        const known = closed.get(key);
        if (known === undefined) closed.set(key, { address, names: [service.name] });
        else known.names.push(service.name);
      }
    }
    return [...closed.values()].map(({ address, names }) => ({
      path: address.path,
      message: `leads to ${address.host}:${address.port}, and the network policy of ${names.join(', ')} lets nothing out there: ${wayOut(platform, address, names.join(', '))}`,
    }));
  },
};

/** Addresses and other namespaces are opened by the renderer; of the rest what an edge or the service itself opens. */
function isOpen(platform: Platform, service: Service, address: SettingAddress): boolean {
  const { uses, apiAccess } = service;
  const { place, port } = address;
  const known = usable(platform, address);
  if (known !== undefined) return uses.some((edge) => nameOf(edge) === known) || opens(service, address);
  switch (place.kind) {
    case 'network':
    case 'namespace':
      return true;
    case 'inside':
      // A name that nothing has is for the rule `addresses`.
      return opens(service, address) || !isExtraService(platform, place.service);
    case 'outside':
      return (port === 443 && (apiAccess || reachesInternet(platform, service))) || opens(service, address);
  }
}

/** Whether the service itself opens a way that may be this one. A Service has another port than its pods, which a policy names. */
const opens = ({ network: { egress } }: Service, { place, port }: SettingAddress): boolean =>
  egress.some(({ cidr, ports }) => ports.includes(port) || (place.kind === 'inside' && cidr === undefined));

const isExtraService = ({ extraObjects }: Platform, name: string): boolean =>
  extraObjects.some(({ kind, metadata }) => kind === 'Service' && metadata.name === name);

function wayOut(platform: Platform, address: SettingAddress, services: string): string {
  const known = usable(platform, address);
  if (known !== undefined) return `name ${known} under uses of ${services}`;
  return address.place.kind === 'inside'
    ? `open network.egress of ${services} to its pods, by their labels and port`
    : `a policy knows no names; open network.egress of ${services} to its range or namespace, with port ${address.port}`;
}

const nameOf = (edge: Edge): string | undefined =>
  edge.kind === 'store' ? edge.store : edge.kind === 'service' ? edge.service : undefined;

/** What an address is called under `uses`, where it is a store or a service of the platform. */
function usable({ services, stores }: Platform, { place, host }: SettingAddress): string | undefined {
  const name = place.kind === 'inside' ? place.service : host;
  const store = Object.entries(stores).find(([, one]) => 'host' in one && one.host === name);
  return store?.[0] ?? Object.values(services).find(({ serviceObjectName }) => serviceObjectName === name)?.name;
}
