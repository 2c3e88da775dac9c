import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesArtifacts } from '../../lib/kubernetes/artifacts';
import type { KubernetesObject } from '../../lib/kubernetes/typed';
import { readObjects } from '../support/kubernetes';
import { allObjects, field, find, genericPlatform, platformWith } from './platforms';

type Gitops = PlatformConfig['gitops'];

const source = { name: 'deployments' };
const waveKey = 'argocd.argoproj.io/sync-wave';
const folders = (gitops: Gitops) =>
  [...new Set(kubernetesArtifacts(platformWith({ gitops })).map(({ path }) => path.split('/')[1]))].filter(
    (name) => !/^\d\d-|\.yaml$/.test(name ?? ''),
  );

/** The objects beside the kustomizations, by their file. */
const delivery = (config: Partial<PlatformConfig>) =>
  readObjects(kubernetesArtifacts(platformWith(config))).filter(({ file }) =>
    /^kubernetes\/(argocd|flux)\//.test(file),
  );

test.each<[string, Gitops, string[]]>([
  ['no tool', undefined, ['stages']],
  ['none', { tool: 'none' }, ['stages']],
  ['argocd', { tool: 'argocd' }, []],
  [
    'argocd with an Application',
    { tool: 'argocd', application: { repository: 'https://git.memorai.com/a.git' } },
    ['argocd'],
  ],
  ['flux', { tool: 'flux', source }, ['stages', 'flux']],
])('with %s there are the components and %j: %j', (_, gitops, expected) => {
  expect(folders(gitops)).toEqual(expected);
});

test.each<[string, Gitops]>([
  ['none', undefined],
  ['flux', { tool: 'flux', source }],
])('with %s no object has a wave', (_, gitops) => {
  const waves = allObjects(platformWith({ gitops })).filter(({ metadata }) => metadata.annotations?.[waveKey]);
  expect(waves).toEqual([]);
});

describe('Argo CD', () => {
  const platform = platformWith({ gitops: { tool: 'argocd' } });
  const objects = allObjects(platform);

  test.each([
    ['Namespace', 'memorai-production', '0'],
    ['ServiceAccount', 'memorai-api-sa', '1'],
    ['ConfigMap', 'memorai-config', '1'],
    ['ExternalSecret', 'memorai-migrate-secrets', '2'],
    ['NetworkPolicy', 'memorai-migrate', '2'],
    ['Deployment', 'memorai-api', '5'],
    ['Ingress', 'memorai-ingress', '6'],
  ])('applies %s %s in wave %s', (kind, name, wave) => {
    expect(find(platform, kind, name).metadata.annotations).toMatchObject({ [waveKey]: wave });
  });

  test('gives the migration a wave to itself, after its secrets and before every Deployment', () => {
    const waveOf = (object: KubernetesObject) => Number(object.metadata.annotations?.[waveKey]);
    const waves = (kind: string) => objects.filter((object) => object.kind === kind).map(waveOf);
    const [job = Number.NaN] = waves('Job');
    expect(objects.filter((object) => waveOf(object) === job).map(({ kind }) => kind)).toEqual(['Job']);
    expect(Math.max(...waves('ExternalSecret'), ...waves('NetworkPolicy'), ...waves('ServiceAccount'))).toBeLessThan(
      job,
    );
    expect(Math.min(...waves('Deployment'))).toBeGreaterThan(job);
  });

  test('has no hook: a hook would run the migration with every sync', () => {
    const keys = objects.flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {}));
    expect(keys.filter((key) => key.includes('hook'))).toEqual([]);
  });

  test('never prunes the namespace', () => {
    expect(find(platform, 'Namespace', 'memorai-production').metadata.annotations).toEqual({
      [waveKey]: '0',
      'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false',
    });
  });

  test('the Application is written whole', () => {
    const application = { repository: 'https://git.memorai.com/platform/deployments.git' };
    const [object] = delivery({ gitops: { tool: 'argocd', application } });
    expect(object?.file).toBe('kubernetes/argocd/application-memorai-production.yaml');
    expect(object?.at('metadata.namespace')).toBe('argocd');
    expect(object?.at('metadata.finalizers')).toBeUndefined();
    expect(object?.at('spec')).toEqual({
      project: 'default',
      source: { repoURL: application.repository, path: 'dist/production/kubernetes', targetRevision: 'main' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'memorai-production' },
      revisionHistoryLimit: 10,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        syncOptions: ['ServerSideApply=true', 'PruneLast=true'],
      },
    });
  });

  test('the Application as the config says', () => {
    const [object] = delivery({
      gitops: {
        tool: 'argocd',
        application: {
          repository: 'git@git.memorai.com:platform/deployments.git',
          path: 'clusters/one',
          revision: 'v3.2.0',
          project: 'memorai',
          namespace: 'delivery',
          server: 'https://10.0.0.1:6443',
          sync: 'manual',
        },
      },
    });
    expect(object?.at('metadata.namespace')).toBe('delivery');
    expect(object?.at('spec.project')).toBe('memorai');
    expect(object?.at('spec.source.path')).toBe('clusters/one');
    expect(object?.at('spec.source.targetRevision')).toBe('v3.2.0');
    expect(object?.at('spec.destination.server')).toBe('https://10.0.0.1:6443');
    expect(object?.at('spec.syncPolicy.automated')).toBeUndefined();
  });
});

describe('Flux', () => {
  const gitops: Gitops = { tool: 'flux', source };

  test('has a Kustomization for each stage, and each waits for the one before', () => {
    const objects = delivery({ gitops });
    expect(objects.map(({ file }) => file)).toEqual([
      'kubernetes/flux/kustomization-memorai-production-foundation.yaml',
      'kubernetes/flux/kustomization-memorai-production-migration.yaml',
      'kubernetes/flux/kustomization-memorai-production-services.yaml',
    ]);
    expect(objects.map((object) => object.at('spec.dependsOn'))).toEqual([
      undefined,
      [{ name: 'memorai-production-foundation' }],
      [{ name: 'memorai-production-migration' }],
    ]);
    expect(objects.map((object) => object.at('spec.path'))).toEqual([
      './dist/production/kubernetes/stages/1-foundation',
      './dist/production/kubernetes/stages/2-migration',
      './dist/production/kubernetes/stages/3-services',
    ]);
  });

  test('without a migration the services wait for the foundation', () => {
    const objects = delivery({ gitops, migration: { enabled: false } });
    expect(objects.map((object) => object.at('spec.dependsOn'))).toEqual([
      undefined,
      [{ name: 'memorai-production-foundation' }],
    ]);
  });

  test('is told how long, how often and from where', () => {
    const [first] = delivery({ gitops });
    expect(first?.at('metadata.namespace')).toBe('flux-system');
    expect(first?.at('spec')).toMatchObject({
      interval: '10m',
      retryInterval: '1m',
      timeout: '20m',
      prune: true,
      wait: true,
      deletionPolicy: 'Orphan',
      sourceRef: { kind: 'GitRepository', name: 'deployments' },
    });
    expect(Object.keys(first?.at('spec') as object)).not.toContain('targetNamespace');
  });

  test('as the config says', () => {
    const [first] = delivery({
      gitops: {
        tool: 'flux',
        source: { kind: 'OCIRepository', name: 'releases', namespace: 'sources' },
        path: 'one/two',
        namespace: 'delivery',
        interval: '1h',
        retryInterval: '90s',
        timeout: '2h',
        prune: false,
      },
    });
    expect(first?.at('metadata.namespace')).toBe('delivery');
    expect(first?.at('spec')).toMatchObject({
      interval: '1h',
      retryInterval: '1m30s',
      timeout: '2h',
      prune: false,
      sourceRef: { kind: 'OCIRepository', name: 'releases', namespace: 'sources' },
      path: './one/two/stages/1-foundation',
    });
  });

  test('gives a long migration its time', () => {
    const [first] = delivery({ gitops, migration: { deadline: '1h' } });
    expect(first?.at('spec.timeout')).toBe('1h5m');
  });

  test('waits for the secrets and the certificate to be ready, of the kinds that a stage has', () => {
    const kinds = delivery({ gitops }).map((object) =>
      (object.at('spec.healthCheckExprs') as { kind: string }[] | undefined)?.map(({ kind }) => kind),
    );
    expect(kinds).toEqual([['ExternalSecret', 'SecretStore'], undefined, ['Certificate']]);
  });

  test('never prunes the namespace', () => {
    expect(find(platformWith({ gitops }), 'Namespace', 'memorai-production').metadata.annotations).toEqual({
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });
});

test('no kustomization lists what a tool itself is told', () => {
  const artifacts = kubernetesArtifacts(genericPlatform({ gitops: { tool: 'flux', source } }));
  const listed = artifacts.filter(({ path }) => path.endsWith('/kustomization.yaml')).map(({ content }) => content);
  expect(listed.filter((content) => /- (\.\.\/)*flux/.test(content))).toEqual([]);
  expect(field(artifacts, 'length')).toBeGreaterThan(30);
});
