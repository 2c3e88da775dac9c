import type { Image } from '../types';
import { byDefault, type Context, derivedFrom } from './context';

interface WrittenImage {
  readonly repository?: string | undefined;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
  readonly pullPolicy?: Image['pullPolicy'] | undefined;
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
  const registry = config.images?.registry === undefined ? '' : `${config.images.registry}/`;
  const digest = written?.digest;
  return {
    repository: `${registry}${repository}`,
    tag,
    ...(digest === undefined ? {} : { digest }),
    reference: `${registry}${repository}:${tag}${digest === undefined ? '' : `@${digest}`}`,
    pullPolicy: context.pick(
      `${path}.pullPolicy`,
      written?.pullPolicy,
      config.images?.pullPolicy ?? 'IfNotPresent',
      byDefault('images.pullPolicy, or IfNotPresent: tags are pinned'),
    ),
    pullSecrets: config.images?.pullSecrets ?? [],
  };
}
