import type { CheckedConfig } from '../../config/schema/index';
import { awsDomain } from '../aws-regions';
import type { Registry, Service } from '../types';
import { byDefault, type Context } from './context';

/** `ghcr.io/team/api`, `localhost:5000/api`: the first part names a registry. */
const namesRegistry = (repository: string): boolean => /^[^/]+[.:][^/]*\//.test(repository);

/** `registry/` in front of a repository, or the empty text. */
export function registryPrefix(config: CheckedConfig, repository: string): string {
  const host = createsRegistry(config) ? registryHost(config) : config.images?.registry;
  return host === undefined || (createsRegistry(config) && namesRegistry(repository)) ? '' : `${host}/`;
}

/** The repositories that we make: of every service whose image is in the account's own registry. */
export function resolveRegistry(context: Context, services: Readonly<Record<string, Service>>): Registry | undefined {
  const { config } = context;
  const written = config.aws?.registry;
  const kind = createsRegistry(config) ? 'create' : 'existing';
  if (config.aws !== undefined) {
    context.pick('aws.registry.kind', written?.kind, kind, byDefault('create on eks with an account, else existing'));
  }
  if (kind === 'existing') return undefined;
  if (config.deployment === 'serverless') {
    context.fail('aws.registry', 'conflict', 'functions are no images; remove it');
  }
  for (const key of ['registry', 'mirror'] as const) {
    if (config.images?.[key] === undefined) continue;
    context.fail(`images.${key}`, 'conflict', 'the images are in the registry of aws.registry; remove one of the two');
  }
  const host = registryHost(config);
  if (host === undefined) {
    context.fail(
      'aws.account',
      'missing',
      "is required with aws.registry of kind create: it is part of an image's name",
    );
    return undefined;
  }
  const repositories = Object.values(services)
    .map(({ image }) => image.repository)
    .filter((repository) => repository.startsWith(`${host}/`))
    .map((repository) => repository.slice(host.length + 1));
  return {
    host,
    repositories: [...new Set(repositories)].sort(),
    keepImages: context.pick(
      'aws.registry.keepImages',
      written?.kind === 'create' ? written.keepImages : undefined,
      50,
      byDefault('a year of weekly releases'),
    ),
  };
}

function createsRegistry({ aws, cluster, deployment, images }: CheckedConfig): boolean {
  if (aws === undefined) return false;
  if (aws.registry !== undefined) return aws.registry.kind === 'create';
  const onEks = deployment !== 'serverless' && (cluster?.provider ?? 'eks') === 'eks';
  return onEks && aws.account !== undefined && images?.registry === undefined && images?.mirror === undefined;
}

function registryHost({ aws }: CheckedConfig): string | undefined {
  if (aws?.account === undefined) return undefined;
  return `${aws.account}.dkr.ecr.${aws.region}.${awsDomain(aws.region)}`;
}
