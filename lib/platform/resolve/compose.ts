import { lookup } from '../../config/lookup';
import { nearest } from '../../config/nearest';
import type { CheckedConfig } from '../../config/schema/index';
import { helpers } from '../helpers';
import type { Compose, ComposeProxy, Platform, PublishedPorts } from '../types';
import { resolveComposeBackups } from './compose-backups';
import { proxyPorts, resolveComposeMonitoring } from './compose-monitoring';
import { byDefault, type Context, derivedFrom } from './context';
import type { ServiceDraft } from './services';

type Written = NonNullable<CheckedConfig['compose']>;

const HIGHEST_PORT = 65_535;

/** What only Compose has; undefined for any other deployment. */
export function resolveCompose(
  context: Context,
  services: readonly ServiceDraft[],
  { postgres, qdrant }: Pick<Platform['stores'], 'postgres' | 'qdrant'>,
): Compose | undefined {
  const { config } = context;
  if (config.deployment !== 'compose') {
    if (config.compose !== undefined) {
      context.fail('compose', 'conflict', 'has no meaning unless deployment is compose; remove it');
    }
    return undefined;
  }
  const written = config.compose ?? {};
  const proxy = resolveProxy(context, written);
  const backups = resolveComposeBackups(context, written.backups, postgres);
  const published = resolvePorts(context, written, services, proxy);
  const monitoring = resolveComposeMonitoring(context, qdrant, published);
  return {
    project: context.pick('compose.project', written.project, 'memorai', byDefault('E12')),
    bind: context.pick('compose.bind', written.bind, '127.0.0.1', byDefault('E3: this machine alone')),
    published,
    ...(proxy === undefined ? {} : { proxy }),
    ...(backups === undefined ? {} : { backups }),
    ...(monitoring === undefined ? {} : { monitoring }),
    logging: {
      maxSizeMiB: context.pick('compose.logging.maxSize', written.logging?.maxSize, 10, byDefault('E14')),
      maxFiles: context.pick('compose.logging.maxFiles', written.logging?.maxFiles, 5, byDefault('E14')),
    },
    sources: resolveSources(context, written, services),
    ...(written.host === undefined
      ? {}
      : {
          host: {
            cpuMillis: context.take('compose.host.cpu', written.host.cpu),
            memoryMiB: context.take('compose.host.memory', written.host.memory),
          },
        }),
  };
}

function resolveProxy(context: Context, { proxy }: Written): ComposeProxy | undefined {
  if (proxy === undefined) return undefined;
  return {
    kind: context.take('compose.proxy.kind', proxy.kind),
    image: context.pick('compose.proxy.image', proxy.image, helpers.caddy.image, byDefault('lib/platform/helpers.ts')),
    ...(proxy.email === undefined ? {} : { email: context.take('compose.proxy.email', proxy.email) }),
    staging: context.pick('compose.proxy.staging', proxy.staging, false, byDefault("Let's Encrypt")),
    bind: context.pick('compose.proxy.bind', proxy.bind, '0.0.0.0', byDefault('it is the way in')),
  };
}

/** As many ports as replicas, so that two containers never ask for the same one (E3). */
function resolvePorts(
  context: Context,
  written: Written,
  services: readonly ServiceDraft[],
  proxy: ComposeProxy | undefined,
): Readonly<Record<string, PublishedPorts>> {
  const published: Record<string, PublishedPorts> = {};
  const owners = new Map<number, string>(proxy === undefined ? [] : proxyPorts.map((port) => [port, 'the proxy']));
  checkNames(context, 'compose.ports', Object.keys(written.ports ?? {}), services);
  for (const service of services) {
    const path = `compose.ports.${service.name}`;
    const own = lookup(written.ports ?? {}, service.name);
    const isPublic = proxy === undefined && service.exposure !== undefined;
    if (own === undefined && !isPublic) continue;
    const first = context.pick(path, own, service.port, derivedFrom(`services.${service.name}.port (E3)`));
    const last = first + service.replicas.max - 1;
    if (last > HIGHEST_PORT) {
      context.fail(
        path,
        'value',
        `${service.replicas.max} replicas need the ports ${first} to ${last}, the highest is ${HIGHEST_PORT}`,
      );
      continue;
    }
    for (let port = first; port <= last; port += 1) {
      const owner = owners.get(port);
      if (owner !== undefined) {
        context.fail(path, 'conflict', `port ${port} is already that of ${owner}; name another one here`);
        break;
      }
      owners.set(port, service.name);
    }
    published[service.name] = { first, last };
  }
  return published;
}

function resolveSources(
  context: Context,
  { sources = {} }: Written,
  services: readonly ServiceDraft[],
): Compose['sources'] {
  checkNames(context, 'compose.sources', Object.keys(sources), services);
  if (Object.keys(sources).length > 0 && (context.config.protection?.level ?? 'full') === 'full') {
    context.fail(
      'compose.sources',
      'conflict',
      'what is protected runs its images; remove it, or set protection to none',
    );
  }
  return Object.fromEntries(
    Object.keys(sources)
      .sort()
      .flatMap((name) => {
        const row = lookup(sources, name);
        if (row === undefined) return [];
        const target = context.take(`compose.sources.${name}.target`, row.target);
        return [
          [
            name,
            {
              target,
              ...(row.command === undefined
                ? {}
                : { command: context.take(`compose.sources.${name}.command`, row.command) }),
            },
          ],
        ];
      }),
  );
}

function checkNames(context: Context, path: string, names: readonly string[], services: readonly ServiceDraft[]): void {
  const known = services.map((service) => service.name);
  for (const name of names) {
    if (!known.includes(name)) {
      context.fail(
        `${path}.${name}`,
        'value',
        `no service "${name}"${nearest(name, known) || `; there are ${known.join(', ')}`}`,
      );
    }
  }
}
