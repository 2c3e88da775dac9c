import type { CheckedConfig } from '../../config/schema/index';
import type { ArgocdApplication, FluxDelivery, Gitops, Migration } from '../types';
import { byDefault, type Context, derivedFrom } from './context';

type Written = NonNullable<CheckedConfig['gitops']>;
type WrittenApplication = NonNullable<Extract<Written, { tool: 'argocd' }>['application']>;
type WrittenFlux = Extract<Written, { tool: 'flux' }>;

/** For a node to join, an image to be pulled and the application to start: what a rollout may take. */
const ROLLOUT_SECONDS = 900;
/** For the objects to be admitted and the controllers to take them up, on top of it. */
const SLACK_SECONDS = 300;

/** Who applies the output; `none` where there is no cluster. */
export function resolveGitops(context: Context, migration: Migration | undefined): Gitops {
  const { config } = context;
  const written = config.gitops;
  const { deployment = 'kubernetes' } = config;
  if (deployment !== 'kubernetes') {
    if (written !== undefined)
      context.fail('gitops', 'conflict', `has no meaning when deployment is ${deployment}; remove it`);
    return { tool: 'none' };
  }
  const tool = context.pick('gitops.tool', written?.tool, 'none', byDefault('kubectl, stage by stage'));
  const path = `dist/${config.environment}/kubernetes`;
  if (written?.tool === 'flux') return { tool: 'flux', ...resolveFlux(context, written, path, migration) };
  if (tool === 'argocd') {
    const application = written?.tool === 'argocd' ? written.application : undefined;
    return {
      tool: 'argocd',
      ...(application === undefined ? {} : { application: resolveApplication(context, application, path) }),
    };
  }
  return { tool: 'none' };
}

const folderOrigin = derivedFrom('environment and the folder that synth writes');

function resolveApplication(context: Context, written: WrittenApplication, path: string): ArgocdApplication {
  const at = (field: string) => `gitops.application.${field}`;
  return {
    namespace: context.pick(at('namespace'), written.namespace, 'argocd', byDefault("Argo CD's own manifests")),
    project: context.pick(at('project'), written.project, 'default', byDefault('Argo CD')),
    repository: context.take(at('repository'), written.repository),
    path: context.pick(at('path'), written.path, path, folderOrigin),
    revision: context.pick(at('revision'), written.revision, 'main', byDefault('the usual branch')),
    server: context.pick(
      at('server'),
      written.server,
      'https://kubernetes.default.svc',
      byDefault('the cluster in which Argo CD runs'),
    ),
    sync: context.pick(at('sync'), written.sync, 'automated', byDefault('what is merged is applied')),
  };
}

function resolveFlux(
  context: Context,
  written: WrittenFlux,
  path: string,
  migration: Migration | undefined,
): FluxDelivery {
  const { source } = written;
  return {
    namespace: context.pick('gitops.namespace', written.namespace, 'flux-system', byDefault("Flux's own manifests")),
    source: {
      kind: context.pick('gitops.source.kind', source.kind, 'GitRepository', byDefault('Flux')),
      name: context.take('gitops.source.name', source.name),
      ...(source.namespace === undefined
        ? {}
        : { namespace: context.take('gitops.source.namespace', source.namespace) }),
    },
    path: context.pick('gitops.path', written.path, path, folderOrigin),
    intervalSeconds: context.pick('gitops.interval', written.interval, 600, byDefault("Flux's guides")),
    retryIntervalSeconds: context.pick('gitops.retryInterval', written.retryInterval, 60, byDefault("Flux's guides")),
    timeoutSeconds: context.pick(
      'gitops.timeout',
      written.timeout,
      Math.max(migration?.deadlineSeconds ?? 0, ROLLOUT_SECONDS) + SLACK_SECONDS,
      derivedFrom('migration.deadline or a rollout, and 5 minutes'),
    ),
    prune: context.pick('gitops.prune', written.prune, true, byDefault('what is no longer written is deleted')),
  };
}
