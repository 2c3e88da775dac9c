import type { Image } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { registryPrefix } from './registry';

interface WrittenImage {
  readonly repository?: string | undefined;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
  readonly pullPolicy?: Image['pullPolicy'] | undefined;
  readonly pullSecrets?: readonly string[] | undefined;
}

/** The image of one service: the only source of its name in every target (E13). */
export function resolveImage(context: Context, service: string, written: WrittenImage | undefined): Image {
  const { config } = context;
  const path = `services.${service}.image`;
  const repository = context.pick(
    `${path}.repository`,
    written?.repository,
    `memorai/${service}`,
    derivedFrom('the name of the service (guide L463)'),
  );
  const tag = context.pick(`${path}.tag`, written?.tag, config.version, derivedFrom('version'));
  const digest = written?.digest;
  const named = mirrored(`${registryPrefix(config, repository)}${repository}`, config.images?.mirror);
  return {
    repository: named,
    tag,
    ...(digest === undefined ? {} : { digest }),
    reference: `${named}:${tag}${digest === undefined ? '' : `@${digest}`}`,
    pullPolicy: context.pick(
      `${path}.pullPolicy`,
      written?.pullPolicy,
      config.images?.pullPolicy ?? 'IfNotPresent',
      byDefault('images.pullPolicy, or IfNotPresent: tags are pinned'),
    ),
    pullSecrets: context.pick(
      `${path}.pullSecrets`,
      written?.pullSecrets,
      config.images?.pullSecrets ?? [],
      byDefault('images.pullSecrets, or none'),
    ),
  };
}

/** The image of somebody else's program, named whole: its tag is a version of that program, not of the platform. */
export function foreignImage({ config: { images } }: Context, whole: string): Image {
  const [named = '', digest] = whole.split('@');
  const colon = named.lastIndexOf(':');
  const repository = mirrored(named.slice(0, colon), images?.mirror);
  const tag = named.slice(colon + 1);
  return {
    repository,
    tag,
    ...(digest === undefined ? {} : { digest }),
    reference: `${repository}:${tag}${digest === undefined ? '' : `@${digest}`}`,
    pullPolicy: images?.pullPolicy ?? 'IfNotPresent',
    pullSecrets: images?.pullSecrets ?? [],
  };
}

/** The same program from where images are taken, with its tag, its digest, or both, as they are written. */
export function mirroredImage({ config: { images } }: Context, whole: string): string {
  const [, repository = whole, version = ''] = /^(.+?)((?::[^/:@]+)?(?:@.+)?)$/.exec(whole) ?? [];
  return `${mirrored(repository, images?.mirror)}${version}`;
}

/**
 * The repository at the one registry that can be reached: `ghcr.io/team/api` and `team/api` become `mirror/team/api`.
 * A first part with a dot or a port is a registry, as Docker reads it.
 */
function mirrored(repository: string, mirror: string | undefined): string {
  if (mirror === undefined) return repository;
  const [first = '', ...rest] = repository.split('/');
  const path = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? rest.join('/') : repository;
  return `${mirror}/${path}`;
}
