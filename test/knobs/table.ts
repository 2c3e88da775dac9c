import type { PlatformConfig } from '../../lib/config/schema/index';

type Service = NonNullable<PlatformConfig['services']>[string];

/** An object as `Kind/name`, where `*` stands for a hash or a number, a path in it, and the value that is there; undefined: nothing is there. */
export type Sight = readonly [object: string, path: string, value: unknown];

export interface Option {
  /** What is written in the service `reports`. */
  readonly service?: Partial<Service>;
  /** What is written in the environment. */
  readonly environment?: Partial<PlatformConfig>;
  readonly sees: readonly Sight[];
}

/** One knob: what is in the output without it, with each of its choices, and what a wrong one is told. */
export interface KnobCase {
  readonly unset: readonly Sight[];
  readonly options: Readonly<Record<string, Option>>;
  readonly wrong: { readonly service?: object; readonly environment?: object; readonly says: string };
}

const deployment = (path: string, value: unknown): Sight => ['Deployment/memorai-reports', `spec.${path}`, value];
const pod = (path: string, value: unknown): Sight => deployment(`template.spec.${path}`, value);
const container = (path: string, value: unknown): Sight => pod(`containers.memorai-reports.${path}`, value);
const variable = (name: string, value: unknown): Sight => container(`env.${name}`, value);
const digest = `sha256:${'b2'.repeat(32)}`;

export const knobCases: Readonly<Record<string, KnobCase>> = {
  resources: {
    unset: [container('resources.requests', { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '128Mi' })],
    options: {
      some: {
        service: { resources: { requests: { cpu: '100m', ephemeralStorage: '1Gi' }, limits: { memory: '1Gi' } } },
        sees: [
          container('resources.requests', { cpu: '100m', memory: '512Mi', 'ephemeral-storage': '1Gi' }),
          container('resources.limits', { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '1152Mi' }),
        ],
      },
    },
    wrong: {
      service: { resources: { requests: { ephemeralStorage: '2Gi' }, limits: { ephemeralStorage: '1Gi' } } },
      says: 'services.reports.resources.requests.ephemeralStorage: must be at most the limit (1024Mi), got 2048Mi',
    },
  },
  metrics: {
    unset: [
      [
        'NetworkPolicy/memorai-worker',
        'spec.ingress.0.from.0.namespaceSelector.matchLabels',
        { 'kubernetes.io/metadata.name': 'monitoring' },
      ],
    ],
    options: {
      none: {
        environment: { services: { worker: { metrics: { enabled: false, reason: 'the image of a vendor' } } } },
        sees: [
          ['NetworkPolicy/memorai-worker', 'spec.ingress', undefined],
          ['PodMonitor/memorai-worker', '', undefined],
        ],
      },
    },
    wrong: {
      service: { metrics: { enabled: false, reason: 'the image of a vendor' }, metricsPath: '/internal/metrics' },
      says: 'services.reports.metricsPath: has no meaning for a service without metrics; remove it',
    },
  },
  command: {
    unset: [container('command', undefined), container('args', undefined)],
    options: {
      own: {
        service: { command: ['node', 'server.js'], args: ['--verbose'] },
        sees: [container('command', ['node', 'server.js']), container('args', ['--verbose'])],
      },
    },
    wrong: { service: { command: [] }, says: 'services.reports.command: must have at least 1 item, got 0' },
  },
  env: {
    unset: [
      variable('CACHE_TTL', { name: 'CACHE_TTL', value: '3600' }),
      container('envFrom', [{ configMapRef: { name: 'memorai-config' } }]),
    ],
    options: {
      sources: {
        service: {
          env: {
            CACHE_TTL: 60,
            OWN_TOKEN: { secretKey: { name: 'team', key: 'token' } },
            OWN_MODE: { configKey: { name: 'team-config', key: 'mode' } },
            OWN_IP: { field: 'status.podIP' },
            ENABLE_ANALYTICS: null,
          },
          envFrom: [{ configMapName: 'team-config', prefix: 'TEAM_' }, { secretName: 'team' }],
        },
        sees: [
          variable('CACHE_TTL', { name: 'CACHE_TTL', value: '60' }),
          ['ConfigMap/memorai-config', 'data.ENABLE_ANALYTICS', undefined],
          variable('OWN_TOKEN', { name: 'OWN_TOKEN', valueFrom: { secretKeyRef: { name: 'team', key: 'token' } } }),
          variable('OWN_MODE', {
            name: 'OWN_MODE',
            valueFrom: { configMapKeyRef: { name: 'team-config', key: 'mode' } },
          }),
          variable('OWN_IP', { name: 'OWN_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }),
          container('envFrom', [
            { configMapRef: { name: 'memorai-config' } },
            { configMapRef: { name: 'team-config' }, prefix: 'TEAM_' },
            { secretRef: { name: 'team' } },
          ]),
        ],
      },
    },
    wrong: {
      service: { env: { OWN_SETTING: null } },
      says: 'services.reports.env.OWN_SETTING: nothing to take back: OWN_SETTING is no setting of the registry',
    },
  },
  probes: {
    unset: [container('livenessProbe.httpGet.path', '/live'), container('startupProbe.failureThreshold', 30)],
    options: {
      changed: {
        service: { probes: { readiness: { path: '/healthz', period: '7s' } } },
        sees: [
          container('readinessProbe.httpGet.path', '/healthz'),
          container('readinessProbe.periodSeconds', 7),
          container('readinessProbe.timeoutSeconds', 3),
        ],
      },
      off: {
        service: {
          probes: {
            startup: { enabled: false, reason: 'it starts at once' },
            liveness: { enabled: false, reason: 'it ends itself when it hangs' },
            readiness: { enabled: false, reason: 'nobody calls it' },
          },
        },
        sees: [
          container('startupProbe', undefined),
          container('livenessProbe', undefined),
          container('readinessProbe', undefined),
        ],
      },
    },
    wrong: {
      service: { probes: { liveness: { enabled: false } } },
      says: 'services.reports.probes.liveness: enabled: false needs a reason beside it',
    },
  },
  volumes: {
    unset: [pod('volumes.cache', undefined)],
    options: {
      folder: {
        service: {
          volumes: { cache: { kind: 'emptyDir', mountPath: '/cache', size: '1Gi', medium: 'Memory' } },
        },
        sees: [
          pod('volumes.cache', { name: 'cache', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } }),
          container('volumeMounts.cache', { name: 'cache', mountPath: '/cache' }),
        ],
      },
      claim: {
        service: {
          volumes: {
            cache: {
              kind: 'claim',
              mountPath: '/cache',
              size: '10Gi',
              storageClass: 'shared',
              accessMode: 'ReadWriteMany',
            },
          },
        },
        sees: [
          pod('volumes.cache', { name: 'cache', persistentVolumeClaim: { claimName: 'memorai-reports-cache' } }),
          [
            'PersistentVolumeClaim/memorai-reports-cache',
            'spec',
            {
              accessModes: ['ReadWriteMany'],
              storageClassName: 'shared',
              resources: { requests: { storage: '10Gi' } },
            },
          ],
          [
            'PersistentVolumeClaim/memorai-reports-cache',
            'metadata.annotations.argocd%argoproj%io/sync-options',
            'Prune=false,Delete=false',
          ],
        ],
      },
      objects: {
        service: {
          volumes: {
            cache: { kind: 'existingClaim', mountPath: '/cache', claim: 'team-cache', subPath: 'reports' },
            certificates: { kind: 'secret', mountPath: '/certificates', secretName: 'team', items: { token: 'a/b' } },
            templates: { kind: 'configMap', mountPath: '/templates', configMapName: 'team-config', readOnly: false },
          },
        },
        sees: [
          pod('volumes.cache', { name: 'cache', persistentVolumeClaim: { claimName: 'team-cache' } }),
          container('volumeMounts.cache', { name: 'cache', mountPath: '/cache', subPath: 'reports' }),
          pod('volumes.certificates', {
            name: 'certificates',
            secret: { secretName: 'team', items: [{ key: 'token', path: 'a/b' }] },
          }),
          container('volumeMounts.certificates', {
            name: 'certificates',
            mountPath: '/certificates',
            readOnly: true,
          }),
          pod('volumes.templates', { name: 'templates', configMap: { name: 'team-config' } }),
          container('volumeMounts.templates', { name: 'templates', mountPath: '/templates' }),
        ],
      },
    },
    wrong: {
      service: { volumes: { scratch: { kind: 'emptyDir', mountPath: '/tmp', size: '1Gi' } } },
      says: 'services.reports.volumes.scratch.mountPath: /tmp is already the place of volume tmp',
    },
  },
  serviceAccount: {
    unset: [
      pod('serviceAccountName', 'memorai-reports-sa'),
      pod('automountServiceAccountToken', false),
      ['ServiceAccount/memorai-reports-sa', 'automountServiceAccountToken', false],
    ],
    options: {
      own: {
        service: {
          serviceAccount: { name: 'reports', token: true, annotations: { 'example.com/role': 'reports' } },
        },
        sees: [
          pod('serviceAccountName', 'reports'),
          pod('automountServiceAccountToken', true),
          ['ServiceAccount/reports', 'metadata.annotations.example%com/role', 'reports'],
        ],
      },
      existing: {
        service: { serviceAccount: { create: false, name: 'team-reports' } },
        sees: [
          pod('serviceAccountName', 'team-reports'),
          ['ServiceAccount/team-reports', '', undefined],
          ['ServiceAccount/memorai-reports-sa', '', undefined],
        ],
      },
    },
    wrong: {
      service: { serviceAccount: { create: false } },
      says: 'services.reports.serviceAccount.name: is required with create: false: the account that is already there',
    },
  },
  secrets: {
    unset: [
      variable('DB_PASSWORD', {
        name: 'DB_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'memorai-reports-secrets', key: 'DB_PASSWORD' } },
      }),
      ['ExternalSecret/memorai-reports-secrets', 'spec.refreshInterval', '3600s'],
      ['Deployment/memorai-reports', 'metadata.annotations.secret%reloader%stakater%com/reload', undefined],
    ],
    options: {
      externalSecrets: {
        environment: { secrets: { provider: 'externalSecrets', refresh: '5m', reloader: true } },
        sees: [
          ['ExternalSecret/memorai-reports-secrets', 'spec.refreshInterval', '300s'],
          ['Deployment/memorai-api', 'metadata.annotations.secret%reloader%stakater%com/reload', 'memorai-api-secrets'],
        ],
      },
      existing: {
        environment: {
          secrets: { provider: 'existing', keys: { DB_PASSWORD: { name: 'postgres', key: 'pw' } } },
        },
        sees: [
          variable('DB_PASSWORD', {
            name: 'DB_PASSWORD',
            valueFrom: { secretKeyRef: { name: 'postgres', key: 'pw' } },
          }),
          variable('REDIS_PASSWORD', {
            name: 'REDIS_PASSWORD',
            valueFrom: { secretKeyRef: { name: 'memorai-reports-secrets', key: 'REDIS_PASSWORD' } },
          }),
          ['ExternalSecret/memorai-reports-secrets', '', undefined],
        ],
      },
    },
    wrong: {
      environment: { secrets: { provider: 'existing', keys: { DB_PASSWORDS: { name: 'postgres', key: 'pw' } } } },
      says: 'secrets.keys.DB_PASSWORDS: no service has a secret of this name; did you mean "DB_PASSWORD"?',
    },
  },
  containers: {
    unset: [pod('initContainers', undefined), pod('containers.proxy', undefined)],
    options: {
      beside: {
        service: {
          initContainers: [
            { name: 'wait', command: ['node', 'wait.js'], env: { OWN_WAIT: 5 }, mounts: { tmp: '/tmp' } },
          ],
          sidecars: [
            {
              name: 'proxy',
              image: 'envoyproxy/envoy:v1.35.3',
              ports: [9901],
              resources: { requests: { cpu: '100m' } },
            },
          ],
        },
        sees: [
          pod('initContainers.wait.image', expect.stringContaining('/reports:')),
          pod('initContainers.wait.env', [{ name: 'OWN_WAIT', value: '5' }]),
          pod('initContainers.wait.resources.requests', { cpu: '50m', memory: '64Mi' }),
          pod('initContainers.wait.volumeMounts', [{ name: 'tmp', mountPath: '/tmp' }]),
          pod('initContainers.proxy.restartPolicy', 'Always'),
          pod('initContainers.proxy.ports', [{ containerPort: 9901, protocol: 'TCP' }]),
          pod('initContainers.proxy.resources.requests.cpu', '100m'),
          pod('initContainers.proxy.securityContext.capabilities.drop', ['ALL']),
        ],
      },
    },
    wrong: {
      service: { sidecars: [{ name: 'proxy', image: 'envoyproxy/envoy' }] },
      says: 'services.reports.sidecars[0].image: must have a tag or a digest',
    },
  },
  security: {
    unset: [
      pod('securityContext.runAsUser', 10001),
      container('securityContext.readOnlyRootFilesystem', true),
      pod('securityContext.seccompProfile', { type: 'RuntimeDefault' }),
    ],
    options: {
      own: {
        service: {
          security: {
            user: 1000,
            group: 1001,
            fsGroup: 1002,
            supplementalGroups: [2000],
            addCapabilities: ['NET_BIND_SERVICE'],
            seccompProfile: 'profiles/reports.json',
            readOnlyRootFilesystem: { enabled: false, reason: 'its tools write beside themselves' },
          },
        },
        sees: [
          pod('securityContext.runAsUser', 1000),
          pod('securityContext.runAsGroup', 1001),
          pod('securityContext.fsGroup', 1002),
          pod('securityContext.supplementalGroups', [2000]),
          pod('securityContext.seccompProfile', { type: 'Localhost', localhostProfile: 'profiles/reports.json' }),
          container('securityContext', {
            allowPrivilegeEscalation: false,
            capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
            readOnlyRootFilesystem: false,
          }),
        ],
      },
    },
    wrong: { service: { security: { user: 0 } }, says: 'services.reports.security.user: must be at least 1, got 0' },
  },
  scheduling: {
    unset: [
      pod('nodeSelector', { 'memorai.com/pool': 'application' }),
      pod('tolerations', undefined),
      pod('affinity', undefined),
      pod('priorityClassName', undefined),
    ],
    options: {
      own: {
        service: {
          scheduling: {
            nodeSelector: { 'kubernetes.io/arch': 'amd64' },
            tolerations: [{ key: 'team', operator: 'Exists', effect: 'NoExecute', seconds: 60 }],
            affinity: {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [
                  {
                    weight: 1,
                    podAffinityTerm: {
                      topologyKey: 'kubernetes.io/hostname',
                      labelSelector: { matchLabels: { app: 'memorai-reports' } },
                    },
                  },
                ],
              },
            },
            priorityClass: 'system-cluster-critical',
          },
        },
        sees: [
          pod('nodeSelector', { 'kubernetes.io/arch': 'amd64', 'memorai.com/pool': 'application' }),
          pod('tolerations', [{ key: 'team', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }]),
          pod('affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.weight', 1),
          pod('priorityClassName', 'system-cluster-critical'),
        ],
      },
      pool: {
        service: { placement: 'ml_workload' },
        sees: [
          pod('nodeSelector', { 'memorai.com/pool': 'ml_workload' }),
          pod('tolerations', [
            { key: 'memorai.com/pool', operator: 'Equal', value: 'ml_workload', effect: 'NoSchedule' },
          ]),
        ],
      },
    },
    wrong: {
      service: { scheduling: { affinity: { podAntiAfinity: {} } } },
      says: 'services.reports.scheduling.affinity.podAntiAfinity: unknown key; did you mean "podAntiAffinity"?',
    },
  },
  topologySpread: {
    unset: [
      pod('topologySpreadConstraints.0.topologyKey', 'topology.kubernetes.io/zone'),
      pod('topologySpreadConstraints.1.topologyKey', 'kubernetes.io/hostname'),
    ],
    options: {
      own: {
        service: {
          scheduling: {
            topologySpread: [{ key: 'example.com/rack', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' }],
          },
        },
        sees: [
          pod('topologySpreadConstraints', [
            {
              topologyKey: 'example.com/rack',
              maxSkew: 2,
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: { app: 'memorai-reports' } },
            },
          ]),
        ],
      },
      none: {
        service: { scheduling: { topologySpread: [] } },
        sees: [pod('topologySpreadConstraints', undefined)],
      },
    },
    wrong: {
      service: { scheduling: { topologySpread: [{ key: 'a', maxSkew: 0 }] } },
      says: 'services.reports.scheduling.topologySpread[0].maxSkew: must be at least 1, got 0',
    },
  },
  image: {
    unset: [
      container('image', 'registry.memorai.com/memorai/reports:3.2.0'),
      container('imagePullPolicy', 'IfNotPresent'),
      pod('imagePullSecrets', undefined),
    ],
    options: {
      own: {
        service: {
          image: {
            repository: 'team/reports',
            tag: '1.2',
            digest,
            pullPolicy: 'Always',
            pullSecrets: ['team-registry'],
          },
        },
        sees: [
          container('image', `registry.memorai.com/team/reports:1.2@${digest}`),
          container('imagePullPolicy', 'Always'),
          pod('imagePullSecrets', [{ name: 'team-registry' }]),
        ],
      },
      mirror: {
        environment: { images: { registry: 'registry.memorai.com', mirror: 'mirror.local:5000/cache' } },
        sees: [container('image', 'mirror.local:5000/cache/memorai/reports:3.2.0')],
      },
    },
    wrong: {
      service: { image: { repository: 'team/reports:1.2' } },
      says: 'services.reports.image.repository: must be an image repository without tag, such as memorai/api; got "team/reports:1.2"',
    },
  },
  rollout: {
    unset: [
      deployment('strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }),
      deployment('minReadySeconds', 10),
      deployment('revisionHistoryLimit', 5),
      deployment('progressDeadlineSeconds', 760),
    ],
    options: {
      tuned: {
        service: {
          rollout: { maxSurge: 2, maxUnavailable: 1, minReady: '20s', progressDeadline: '5m', revisionHistory: 2 },
        },
        sees: [
          deployment('strategy.rollingUpdate', { maxSurge: 2, maxUnavailable: 1 }),
          deployment('minReadySeconds', 20),
          deployment('revisionHistoryLimit', 2),
          deployment('progressDeadlineSeconds', 300),
        ],
      },
      recreate: {
        service: { rollout: { strategy: 'Recreate' } },
        sees: [deployment('strategy', { type: 'Recreate' })],
      },
    },
    wrong: {
      service: { rollout: { strategy: 'Recreate', maxSurge: 1 } },
      says: 'services.reports.rollout.maxSurge: has no meaning with strategy Recreate: all pods go before the first new one comes',
    },
  },
  metadata: {
    unset: [deployment('template.metadata.labels.team', undefined)],
    options: {
      own: {
        service: {
          pod: { labels: { team: 'insight', app: 'stolen' }, annotations: { 'example.com/note': 'a: b' } },
          deployment: { labels: { team: 'insight' }, annotations: { 'example.com/owner': 'insight' } },
          serviceObject: { labels: { team: 'insight' }, annotations: { 'example.com/paged': 'true' } },
        },
        sees: [
          deployment('template.metadata.labels.team', 'insight'),
          deployment('template.metadata.labels.app', 'memorai-reports'),
          deployment('template.metadata.annotations.example%com/note', 'a: b'),
          ['Deployment/memorai-reports', 'metadata.labels.team', 'insight'],
          ['Deployment/memorai-reports', 'metadata.annotations.example%com/owner', 'insight'],
          ['Service/memorai-reports-service', 'metadata.labels.team', 'insight'],
          ['Service/memorai-reports-service', 'metadata.annotations.example%com/paged', 'true'],
        ],
      },
    },
    wrong: {
      service: { pod: { labels: { team: 'not a label' } } },
      says: 'services.reports.pod.labels.team: must be a label value: at most 63 letters, digits, "-", "_" and "."; got "not a label"',
    },
  },
  disruptionBudget: {
    unset: [['PodDisruptionBudget/memorai-reports', 'spec.maxUnavailable', 1]],
    options: {
      share: {
        service: { disruptionBudget: { minAvailable: '50%' } },
        sees: [
          ['PodDisruptionBudget/memorai-reports', 'spec.minAvailable', '50%'],
          ['PodDisruptionBudget/memorai-reports', 'spec.maxUnavailable', undefined],
        ],
      },
      none: {
        service: { disruptionBudget: { enabled: false, reason: 'reports may be late' } },
        sees: [['PodDisruptionBudget/memorai-reports', '', undefined]],
      },
    },
    wrong: {
      service: { disruptionBudget: { maxUnavailable: 1, minAvailable: 1 } },
      says: 'services.reports.disruptionBudget: maxUnavailable and minAvailable exclude each other',
    },
  },
  autoscaling: {
    unset: [
      ['HorizontalPodAutoscaler/memorai-reports-hpa', 'spec.metrics.0.resource.target.averageUtilization', 70],
      ['HorizontalPodAutoscaler/memorai-reports-hpa', 'spec.behavior.scaleDown.stabilizationWindowSeconds', 300],
      ['ScaledObject/memorai-reports', '', undefined],
      deployment('replicas', undefined),
    ],
    options: {
      tuned: {
        service: {
          autoscaling: {
            cpu: 60,
            memory: false,
            metrics: [
              { kind: 'pods', name: 'reports_waiting', averageValue: '5' },
              { kind: 'external', name: 'queue_depth', labels: { queue: 'work' }, averageValue: '100' },
            ],
            behavior: { scaleUp: { policies: [{ pods: 1, period: '2m' }], select: 'Min' } },
          },
        },
        sees: [
          [
            'HorizontalPodAutoscaler/memorai-reports-hpa',
            'spec.metrics',
            [
              { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
              {
                type: 'Pods',
                pods: { metric: { name: 'reports_waiting' }, target: { type: 'AverageValue', averageValue: '5' } },
              },
              {
                type: 'External',
                external: {
                  metric: { name: 'queue_depth', selector: { matchLabels: { queue: 'work' } } },
                  target: { type: 'AverageValue', averageValue: '100' },
                },
              },
            ],
          ],
          [
            'HorizontalPodAutoscaler/memorai-reports-hpa',
            'spec.behavior.scaleUp',
            {
              stabilizationWindowSeconds: 0,
              selectPolicy: 'Min',
              policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }],
            },
          ],
        ],
      },
      keda: {
        service: { autoscaling: { kind: 'keda', messagesPerReplica: 25, cooldown: '10m', memory: false } },
        sees: [
          ['HorizontalPodAutoscaler/memorai-reports-hpa', '', undefined],
          ['ScaledObject/memorai-reports', 'spec.minReplicaCount', 2],
          ['ScaledObject/memorai-reports', 'spec.cooldownPeriod', 600],
          [
            'ScaledObject/memorai-reports',
            'spec.triggers.0.metadata',
            { queueURLFromEnv: 'QUEUE_URL', queueLength: '25', awsRegion: 'us-east-1' },
          ],
          ['ScaledObject/memorai-reports', 'spec.triggers.1.type', 'cpu'],
          ['ScaledObject/memorai-reports', 'spec.triggers.2', undefined],
          deployment('replicas', undefined),
        ],
      },
      none: {
        service: { autoscaling: { kind: 'none' } },
        sees: [
          ['HorizontalPodAutoscaler/memorai-reports-hpa', '', undefined],
          ['ScaledObject/memorai-reports', '', undefined],
          deployment('replicas', 2),
        ],
      },
    },
    wrong: {
      service: { autoscaling: { cpu: false, memory: false } },
      says: 'services.reports.autoscaling: nothing is left to scale on; keep cpu or memory, add a metric, or use kind: none',
    },
  },
  termination: {
    unset: [pod('terminationGracePeriodSeconds', 45), container('lifecycle.preStop', { sleep: { seconds: 10 } })],
    options: {
      waits: {
        service: { termination: { gracePeriod: '2m', preStop: '20s' } },
        sees: [pod('terminationGracePeriodSeconds', 120), container('lifecycle.preStop', { sleep: { seconds: 20 } })],
      },
      command: {
        service: { termination: { preStopCommand: ['node', 'drain.js'] } },
        sees: [container('lifecycle.preStop', { exec: { command: ['node', 'drain.js'] } })],
      },
    },
    wrong: {
      service: { termination: { gracePeriod: '2' } },
      says: 'services.reports.termination.gracePeriod: must be a duration with its unit, such as 30s, 5m, 1h or 1d; got "2"',
    },
  },
  network: {
    unset: [['NetworkPolicy/memorai-reports', 'spec.ingress.1', undefined]],
    options: {
      own: {
        service: {
          network: {
            ingress: [{ namespace: 'insight', pods: { app: 'viewer' }, ports: [8080] }],
            egress: [{ cidr: '192.0.2.0/24', ports: [8443] }],
          },
        },
        sees: [
          [
            'NetworkPolicy/memorai-reports',
            'spec.ingress.1',
            {
              from: [
                {
                  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'insight' } },
                  podSelector: { matchLabels: { app: 'viewer' } },
                },
              ],
              ports: [{ protocol: 'TCP', port: 8080 }],
            },
          ],
        ],
      },
      none: {
        environment: {
          cluster: {
            networkPolicies: { enabled: false, reason: 'the mesh of the cluster has its own' },
          },
        },
        sees: [
          ['NetworkPolicy/memorai-reports', '', undefined],
          ['NetworkPolicy/memorai-api', '', undefined],
          ['NetworkPolicy/memorai-mcp', '', undefined],
          ['NetworkPolicy/default-deny', '', undefined],
        ],
      },
    },
    wrong: {
      service: { network: { egress: [{ cidr: '192.0.2.0/24', namespace: 'insight', ports: [1] }] } },
      says: 'services.reports.network.egress[0]: must name either cidr, or namespace and pods',
    },
  },
  migration: {
    unset: [['Job/memorai-migrate-*', 'spec.backoffLimit', 2]],
    options: {
      tuned: {
        environment: {
          migration: { backoffLimit: 0, deadline: '30m', command: ['./migrate'], resources: { limits: { cpu: '2' } } },
        },
        sees: [
          ['Job/memorai-migrate-*', 'spec.backoffLimit', 0],
          ['Job/memorai-migrate-*', 'spec.activeDeadlineSeconds', 1800],
          ['Job/memorai-migrate-*', 'spec.template.spec.containers.memorai-migrate.command', ['./migrate']],
          ['Job/memorai-migrate-*', 'spec.template.spec.containers.memorai-migrate.resources.limits.cpu', '2'],
        ],
      },
      none: { environment: { migration: { enabled: false } }, sees: [['Job/memorai-migrate-*', '', undefined]] },
    },
    wrong: {
      environment: { migration: { backoffLimit: -1 } },
      says: 'migration.backoffLimit: must be at least 0, got -1',
    },
  },
  serviceDefaults: {
    unset: [['Deployment/memorai-mcp', 'spec.template.metadata.labels.cost', undefined]],
    options: {
      own: {
        environment: {
          serviceDefaults: { pod: { labels: { cost: 'platform' } }, scheduling: { runtimeClass: 'gvisor' } },
        },
        sees: [
          ['Deployment/memorai-mcp', 'spec.template.metadata.labels.cost', 'platform'],
          ['Deployment/memorai-mcp', 'spec.template.spec.runtimeClassName', 'gvisor'],
          deployment('template.metadata.labels.cost', 'platform'),
        ],
      },
    },
    wrong: {
      environment: { serviceDefaults: { port: 80 } },
      says: 'serviceDefaults.port: unknown key; did you mean "pod"?',
    },
  },
};
