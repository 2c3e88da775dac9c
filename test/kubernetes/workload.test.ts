import { createHash } from 'node:crypto';
import { allObjects, container, field, find, genericPlatform, namesOf, platformWith } from './platforms';

const platform = platformWith();
const services = Object.values(platform.services);
const api = find(platform, 'Deployment', 'memorai-api');

describe('the api has the numbers of the guide', () => {
  test.each([
    ['spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
    ['spec.selector', { matchLabels: { app: 'memorai-api' } }],
    ['spec.template.spec.serviceAccountName', 'memorai-api-sa'],
    ['spec.template.spec.containers.0.name', 'memorai-api'],
    ['spec.template.spec.containers.0.image', 'memorai/api:3.2.0'],
    ['spec.template.spec.containers.0.ports', [{ name: 'http', containerPort: 3001, protocol: 'TCP' }]],
    ['spec.template.spec.containers.0.envFrom', [{ configMapRef: { name: 'memorai-config' } }]],
    [
      'spec.template.spec.containers.0.resources.requests',
      { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '128Mi' },
    ],
    ['spec.template.spec.containers.0.resources.limits', { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1152Mi' }],
    [
      'spec.template.spec.containers.0.livenessProbe',
      {
        httpGet: { path: '/live', port: 'http' },
        initialDelaySeconds: 30,
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      },
    ],
    [
      'spec.template.spec.containers.0.readinessProbe',
      {
        httpGet: { path: '/ready', port: 'http' },
        initialDelaySeconds: 5,
        periodSeconds: 5,
        timeoutSeconds: 3,
        failureThreshold: 3,
      },
    ],
    [
      'spec.template.spec.containers.0.startupProbe',
      { httpGet: { path: '/live', port: 'http' }, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 30 },
    ],
    ['spec.minReadySeconds', 10],
    ['spec.progressDeadlineSeconds', 760],
    ['spec.revisionHistoryLimit', 5],
  ])('%s', (path, expected) => {
    expect(field(api, path)).toEqual(expected);
  });

  test('labels app and version', () => {
    expect(api.metadata.labels).toMatchObject({ app: 'memorai-api', version: 'v3.2.0' });
  });

  test('Service memorai-api-service', () => {
    expect(find(platform, 'Service', 'memorai-api-service').spec).toEqual({
      type: 'ClusterIP',
      selector: { app: 'memorai-api' },
      ports: [{ name: 'http', port: 80, targetPort: 3001, protocol: 'TCP' }],
    });
  });

  test('autoscaler memorai-api-hpa', () => {
    expect(find(platform, 'HorizontalPodAutoscaler', 'memorai-api-hpa').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'memorai-api' },
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    });
  });
});

describe.each(services.map((service) => [service.name, service] as const))('%s', (_, service) => {
  const deployment = find(platform, 'Deployment', service.fullName);
  const selector = { app: service.fullName };

  test('every selector is its app label alone, which its pods carry', () => {
    expect(field(deployment, 'spec.selector')).toEqual({ matchLabels: selector });
    expect(field(find(platform, 'Service', service.serviceObjectName), 'spec.selector')).toEqual(selector);
    expect(field(find(platform, 'PodDisruptionBudget', service.fullName), 'spec.selector')).toEqual({
      matchLabels: selector,
    });
    expect(field(deployment, 'spec.template.metadata.labels')).toEqual(deployment.metadata.labels);
    expect(deployment.metadata.labels).toMatchObject(selector);
  });

  test('under its autoscaler the Deployment has no number of replicas', () => {
    expect(field(find(platform, 'HorizontalPodAutoscaler', service.hpaName), 'spec.scaleTargetRef.name')).toBe(
      service.fullName,
    );
    expect(deployment.spec).not.toHaveProperty('replicas');
  });

  test('the range of the autoscaler is that of the service', () => {
    const { minReplicas, maxReplicas } = field<Record<string, number>>(
      find(platform, 'HorizontalPodAutoscaler', service.hpaName),
      'spec',
    );
    expect({ min: minReplicas, max: maxReplicas }).toEqual(service.replicas);
  });

  test('its budget lets one pod go at a time, and broken ones always', () => {
    expect(field(find(platform, 'PodDisruptionBudget', service.fullName), 'spec')).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('its pods keep the restricted standard', () => {
    expect(field(deployment, 'spec.template.spec.securityContext')).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container(deployment, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  test('/tmp is the one writable folder, as large as the memory, and does not keep a node', () => {
    expect(container(deployment, 'volumeMounts')).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
    expect(field(deployment, 'spec.template.spec.volumes')).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: container(deployment, 'resources.limits.memory') } },
    ]);
    expect(
      field<Record<string, string>>(deployment, 'spec.template.metadata.annotations')[
        'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes'
      ],
    ).toBe('tmp');
  });

  test('it has no token and no service links', () => {
    expect(field(deployment, 'spec.template.spec')).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    });
  });

  test('it spreads over zones and nodes, and is scheduled all the same', () => {
    expect(field(deployment, 'spec.template.spec.topologySpreadConstraints')).toEqual(
      ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: selector },
      })),
    );
  });

  test('it waits before it stops, inside its grace period', () => {
    expect(container(deployment, 'lifecycle')).toEqual({
      preStop: { sleep: { seconds: service.termination.preStopSeconds } },
    });
    expect(field(deployment, 'spec.template.spec.terminationGracePeriodSeconds')).toBe(
      service.termination.gracePeriodSeconds,
    );
  });

  test('its environment is exactly its settings, each from one place', () => {
    const own = container<{ name: string }[]>(deployment, 'env').map(({ name }) => name);
    const shared = Object.keys(field<Record<string, string>>(find(platform, 'ConfigMap', 'memorai-config'), 'data'));
    expect([...own, ...shared].sort()).toEqual(service.settings.map(({ name }) => name).sort());
  });

  test('it takes each secret and each late fact by key from its own Secret, and nothing else', () => {
    const fromSecret = container<{ name: string; valueFrom?: unknown }[]>(deployment, 'env').filter(
      (variable) => variable.valueFrom !== undefined,
    );
    expect(fromSecret).toEqual(
      service.settings
        .filter(({ source }) => source.from !== 'literal')
        .map(({ name }) => ({ name, valueFrom: { secretKeyRef: { name: service.secretName, key: name } } })),
    );
  });
});

test('pods come as fast as they double, and go one a minute after five quiet ones', () => {
  expect(field(find(platform, 'HorizontalPodAutoscaler', 'memorai-worker-hpa'), 'spec.behavior')).toEqual({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 100, periodSeconds: 60 },
        { type: 'Pods', value: 2, periodSeconds: 60 },
      ],
    },
    scaleDown: {
      stabilizationWindowSeconds: 300,
      selectPolicy: 'Max',
      policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
    },
  });
});

test('a fixed number of replicas has no autoscaler', () => {
  const fixed = platformWith({ services: { mcp: { replicas: { min: 2, max: 2 } } } });
  expect(field(find(fixed, 'Deployment', 'memorai-mcp'), 'spec.replicas')).toBe(2);
  expect(namesOf(fixed, 'HorizontalPodAutoscaler')).not.toContain('memorai-mcp-hpa');
});

test.each([
  ['1.29', { exec: { command: ['node', '-e', 'setTimeout(() => {}, 10000)'] } }],
  ['1.30', { sleep: { seconds: 10 } }],
])('on Kubernetes %s a pod waits by %j', (version, preStop) => {
  const deployment = find(platformWith({ cluster: { provider: 'eks', version } }), 'Deployment', 'memorai-api');
  expect(container(deployment, 'lifecycle')).toEqual({ preStop });
});

test('without a wait there is no hook, as a sleep of zero is refused', () => {
  const deployment = find(
    platformWith({ services: { api: { termination: { preStop: '0s' } } } }),
    'Deployment',
    'memorai-api',
  );
  expect(container(deployment, 'lifecycle')).toBeUndefined();
});

describe('placement', () => {
  const podSpec = (tainted: boolean) =>
    field(
      find(
        platformWith({ cluster: { provider: 'eks', nodePools: { application: { tainted } } } }),
        'Deployment',
        'memorai-api',
      ),
      'spec.template.spec',
    );

  test('selects the pool', () => {
    expect(podSpec(false)).toMatchObject({ nodeSelector: { 'memorai.com/pool': 'application' } });
    expect(podSpec(false)).not.toHaveProperty('tolerations');
  });

  test('tolerates the taint of a pool that has one', () => {
    expect(podSpec(true)).toMatchObject({
      tolerations: [{ key: 'memorai.com/pool', operator: 'Equal', value: 'application', effect: 'NoSchedule' }],
    });
  });

  test('is left to the scheduler where there are no pools', () => {
    expect(field(find(genericPlatform(), 'Deployment', 'memorai-api'), 'spec.template.spec')).not.toHaveProperty(
      'nodeSelector',
    );
  });

  test('in a pool that is not there is an error', () => {
    const { cluster, ...rest } = platformWith({ migration: { enabled: false } });
    if (cluster === undefined) throw new Error('no cluster');
    const exporters = { postgres: { kind: 'none' }, redis: { kind: 'none' } } as const;
    expect(() => allObjects({ ...rest, exporters, cluster: { ...cluster, nodePools: {} } })).toThrow(
      'memorai-api is placed in pool application, which the cluster does not have',
    );
  });
});

test('pull secrets and pull policy come from the image', () => {
  const deployment = find(
    platformWith({ images: { registry: 'registry.memorai.com', pullPolicy: 'Always', pullSecrets: ['registry'] } }),
    'Deployment',
    'memorai-api',
  );
  expect(container(deployment, 'image')).toBe('registry.memorai.com/memorai/api:3.2.0');
  expect(container(deployment, 'imagePullPolicy')).toBe('Always');
  expect(field(deployment, 'spec.template.spec.imagePullSecrets')).toEqual([{ name: 'registry' }]);
  expect(field(api, 'spec.template.spec')).not.toHaveProperty('imagePullSecrets');
});

describe('the config hash', () => {
  const hashes = (config: Parameters<typeof platformWith>[0]) => {
    const changed = platformWith(config);
    return Object.fromEntries(
      Object.keys(platform.services).map((name) => [
        name,
        field<Record<string, string>>(
          find(changed, 'Deployment', `memorai-${name}`),
          'spec.template.metadata.annotations',
        )['memorai.com/config-hash'],
      ]),
    );
  };
  const before = hashes({});
  const changedServices = (config: Parameters<typeof platformWith>[0]) =>
    Object.entries(hashes(config))
      .filter(([name, hash]) => hash !== before[name])
      .map(([name]) => name);

  test('is 16 hexadecimal characters', () => {
    expect(before.api).toMatch(/^[0-9a-f]{16}$/);
  });

  test('is taken of the shared settings and the own ones', () => {
    const own = platform.services.dashboard?.settings.flatMap(({ name, scope, source }) =>
      scope === 'service' && source.from === 'literal' ? [[name, source.value]] : [],
    );
    const text = JSON.stringify([Object.entries(platform.sharedSettings), own]);
    expect(before.dashboard).toBe(createHash('sha256').update(text).digest('hex').slice(0, 16));
  });

  test.each([
    ['nothing', {}, []],
    ['a setting of all', { settings: { ENABLE_ANALYTICS: false } }, ['api', 'dashboard', 'mcp', 'worker']],
    ['a setting of the users of a store', { settings: { CACHE_TTL: 60 } }, ['api', 'mcp', 'worker']],
    ['a setting of one service', { services: { mcp: { env: { LOG_LEVEL: 'debug' } } } }, ['mcp']],
    ['the number of replicas', { services: { mcp: { replicas: { min: 3, max: 4 } } } }, []],
    ['one service more', { services: { reports: { image: { repository: 'memorai/reports' } } } }, []],
  ])('changes with %s', (_, config, expected) => {
    expect(changedServices(config)).toEqual(expected);
  });
});

test('a secret with a literal value is refused', () => {
  const { api: service } = platform.services;
  if (service === undefined) throw new Error('no api');
  const leaking = {
    ...service,
    settings: [
      { name: 'JWT_SECRET', kind: 'secret', scope: 'service', source: { from: 'literal', value: 'hunter2' } } as const,
    ],
  };
  expect(() => allObjects({ ...platform, services: { api: leaking } })).toThrow(
    'secret JWT_SECRET has a literal value, which would be written to an output',
  );
});
