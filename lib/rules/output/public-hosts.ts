import type { Definition, Place } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { asksForCertificate } from '../../platform/uses';
import type { Problem } from '../types';
import { type Output, where } from './output';
import type { OutputRule } from './types';

/** Folders of the targets that lead public hosts to services here. */
const leaders = ({ ingress, compose, aws, deployment }: Platform): readonly string[] => [
  ...(ingress === undefined ? [] : ['kubernetes/']),
  ...(compose?.proxy === undefined ? [] : ['compose/']),
  ...(deployment === 'serverless' && aws?.api?.certificate !== undefined ? ['cloudformation/'] : []),
];

const published = ({ services }: Platform): readonly string[] =>
  [...new Set(Object.values(services).flatMap(({ exposure }) => exposure?.hosts ?? []))].sort();

/** Hosts that fail over, and where they lead: the secondary is served by another environment. */
const failingOver = ({ aws }: Platform): readonly string[] =>
  (aws?.dns?.failover ?? []).flatMap(({ host, primary, secondary }) => [host, primary, secondary]);

/** Hosts that somebody asks for a certificate of; undefined where certificates are not ours to ask for. */
function covered(output: Output, platform: Platform): readonly string[] | undefined {
  if (!asksForCertificate(platform)) return undefined;
  return output.references('host').flatMap(({ name, at }) => (at.startsWith('spec.dnsNames') ? [name] : []));
}

const isCovered = (host: string, names: readonly string[]): boolean =>
  names.includes(host) || names.includes(host.replace(/^[^.]+/, '*'));

export const publicHosts: OutputRule = {
  id: 'public-hosts',
  severity: 'error',
  protects: 'users from a host that is served under one name, and has its record, check or certificate under another',
  source: 'guide L598-632; E79, E146',
  reads: ['domain', 'services.*.expose.hosts', 'ingress.tls', 'aws.dns.failover', 'patches', 'extraObjects'],
  wayOut: 'name the host once, under expose of its service: routes, records and certificates follow',
  check: (output, platform) => {
    const hosts = published(platform);
    const known = [...hosts, ...failingOver(platform)];
    const certified = covered(output, platform);
    const places: readonly (Place & { readonly name: string })[] = [
      ...output.definitions('host'),
      ...output.references('host'),
    ];
    const strangers = places
      .filter(({ name, source }) => source === undefined && !isCovered(name, known))
      .map(
        (place): Problem => ({
          path: 'domain',
          message: `${where(place)} names host ${place.name}, which no service is exposed under; there are ${hosts.join(', ') || 'none'}`,
        }),
      );
    const missing = leaders(platform).flatMap((folder) =>
      hosts
        .filter((host) => !output.find('host', host).some(({ file }) => file.startsWith(folder)))
        .map((host): Problem => ({ path: 'domain', message: `${folder}: nothing leads to host ${host}` })),
    );
    const uncovered = output
      .definitions('host')
      .filter((one: Definition) => certified !== undefined && !isCovered(one.name, certified))
      .map(
        (one): Problem => ({
          path: one.source ?? 'ingress.tls',
          message: `${where(one)} serves host ${one.name}, which the certificate does not cover; it has ${certified?.join(', ') || 'none'}`,
        }),
      );
    return [...strangers, ...missing, ...uncovered];
  },
};
