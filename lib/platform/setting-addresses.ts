import { isIPv4, isIPv6 } from 'node:net';
import { lookup } from '../config/lookup';
import { settingPlace } from './setting-place';
import { settingsRegistry } from './settings-registry';
import type { Platform, Service } from './types';

/** An address that a person wrote into the environment of a pod, and where. */
export interface SettingAddress {
  /** `services.mcp.env.SEARCH_URL` */
  readonly path: string;
  readonly host: string;
  readonly port: number;
  readonly place: AddressPlace;
}

/** What can be said of an address without asking anybody. */
export type AddressPlace =
  /** A range of one address. */
  | { readonly kind: 'network'; readonly cidr: string }
  /** A Service of another namespace. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** A Service of the platform's own namespace. */
  | { readonly kind: 'inside'; readonly service: string }
  /** A name of the world outside, whose addresses only DNS knows. */
  | { readonly kind: 'outside' };

/**
 * Addresses in the settings of a service, and in the variables of the containers beside it, which share its network. What
 * follows from the platform is left out: its edges stand for that.
 */
export function settingAddresses(platform: Platform, service: Service): readonly SettingAddress[] {
  return variablesOf(platform, service).flatMap(([path, value]) =>
    value.split(',').flatMap((text) => {
      const address = addressIn(text.trim());
      const place = address && placeOf(address.host, platform);
      return address === undefined || place === undefined ? [] : [{ path, ...address, place }];
    }),
  );
}

function variablesOf(platform: Platform, service: Service): readonly (readonly [string, string])[] {
  const own = service.settings.flatMap(({ name, source }) => {
    const path = settingPlace(platform, service.name, name);
    const follows = lookup(settingsRegistry, name)?.value.by === 'platform' && !path.includes('.env.');
    return source.from === 'literal' && !follows ? [[path, source.value] as const] : [];
  });
  const beside = (['initContainers', 'sidecars'] as const).flatMap((list) =>
    service[list].flatMap(({ env }, index) =>
      Object.entries(env).flatMap(([name, value]) =>
        typeof value === 'string' ? [[`services.${service.name}.${list}[${index}].env.${name}`, value] as const] : [],
      ),
    ),
  );
  return [...own, ...beside];
}

/** Ports that a URL does not have to name. */
const usualPorts: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'ws:': 80,
  'wss:': 443,
  'amqp:': 5672,
  'amqps:': 5671,
  'mongodb:': 27017,
  'mysql:': 3306,
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
};

/** A URL, or `host:port` where the host cannot be anything else: one word with a number is also an image or a time. */
function addressIn(text: string): { readonly host: string; readonly port: number } | undefined {
  const url = text.includes('://') && URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined) {
    const port = url.port === '' ? lookup(usualPorts, url.protocol) : Number(url.port);
    return port === undefined ? undefined : { host: url.hostname, port };
  }
  const [, host, port] = /^((?:\d+\.){3}\d+|(?:[a-z0-9-]+\.)+[a-z]{2,}):(\d{2,5})$/i.exec(text) ?? [];
  return host === undefined || (/^[\d.]+$/.test(host) && !isIPv4(host)) ? undefined : { host, port: Number(port) };
}

/** Undefined for the pod itself, and for what is no name at all. */
function placeOf(host: string, { cluster }: Platform): AddressPlace | undefined {
  const bare = host.replace(/^\[|\]$/g, '');
  if (/^(localhost|127\..*|0\.0\.0\.0|::1?)$/.test(bare)) return undefined;
  if (isIPv4(bare)) return { kind: 'network', cidr: `${bare}/32` };
  if (isIPv6(bare)) return { kind: 'network', cidr: `${bare}/128` };
  const [, service, namespace, suffix] = /^(.+?)\.([^.]+?)(\.svc(?:\.cluster\.local)?)?\.?$/.exec(bare) ?? [];
  if (service === undefined || namespace === undefined) return { kind: 'inside', service: bare };
  if (namespace === cluster?.namespace) return { kind: 'inside', service };
  return suffix !== undefined || namespace === cluster?.monitoringNamespace
    ? { kind: 'namespace', namespace }
    : { kind: 'outside' };
}
