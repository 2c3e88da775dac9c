import type { KnobCase, Sight } from './table';

const annotation = (object: string, key: string, value: unknown): Sight => [
  object,
  `metadata.annotations.${key.replaceAll('.', '%')}`,
  value,
];
const nodeSelector = (value: unknown): Sight => [
  'Deployment/memorai-reports',
  'spec.template.spec.nodeSelector',
  value,
];
const account = 'ServiceAccount/memorai-api-sa';
/** Who comes in from outside. */
const callers = (value: unknown): Sight => ['NetworkPolicy/memorai-api', 'spec.ingress.0.from.0', value];
const exporter = (store: string, path: string, value: unknown): Sight => [
  `Deployment/memorai-${store}-exporter`,
  path,
  value,
];
const reason = 'the team of the databases has its own';
const route = 'HTTPRoute/memorai-api';
const ingress = 'Ingress/memorai-api-ingress';
const balancer = 'alb.ingress.kubernetes.io';
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d';
/** Pools have no `_` and at most 12 letters on AKS. */
const noWideNames = { ml_workload: { enabled: false } };

/** What an environment is made of, where each choice excludes the others; patches and extra objects beside them. */
export const choiceCases: Readonly<Record<string, KnobCase>> = {
  provider: {
    unset: [
      nodeSelector({ 'memorai.com/pool': 'application' }),
      annotation(account, 'eks.amazonaws.com/role-arn', undefined),
    ],
    options: {
      irsa: {
        environment: {
          cluster: { provider: 'eks', identity: 'irsa' },
          services: { api: { identity: 'arn:aws:iam::123456789012:role/memorai-api' } },
        },
        sees: [
          nodeSelector({ 'memorai.com/pool': 'application' }),
          annotation(account, 'eks.amazonaws.com/role-arn', 'arn:aws:iam::123456789012:role/memorai-api'),
        ],
      },
      aks: {
        environment: {
          cluster: { provider: 'aks', nodePools: noWideNames },
          services: {
            api: { identity: '6a2c9d1e-4b7f-4c58-9a33-0f1e2d3c4b5a' },
            worker: { placement: 'application' },
          },
        },
        sees: [
          nodeSelector({ 'kubernetes.azure.com/agentpool': 'application' }),
          annotation(account, 'azure.workload.identity/client-id', '6a2c9d1e-4b7f-4c58-9a33-0f1e2d3c4b5a'),
          ['Deployment/memorai-api', 'spec.template.metadata.labels.azure%workload%identity/use', 'true'],
        ],
      },
      gke: {
        environment: {
          cluster: { provider: 'gke' },
          services: { api: { identity: 'memorai-api@memorai-production.iam.gserviceaccount.com' } },
        },
        sees: [
          nodeSelector({ 'cloud.google.com/gke-nodepool': 'application' }),
          annotation(
            account,
            'iam.gke.io/gcp-service-account',
            'memorai-api@memorai-production.iam.gserviceaccount.com',
          ),
        ],
      },
      generic: {
        environment: { cluster: { provider: 'generic' } },
        sees: [nodeSelector(undefined)],
      },
    },
    wrong: {
      environment: { cluster: { provider: 'gke', identity: 'irsa' } },
      says: 'cluster.identity: irsa is not there on gke; it has workloadIdentity, none',
    },
  },
  wayIn: {
    unset: [
      ['Ingress/memorai-ingress', 'spec.ingressClassName', 'nginx'],
      callers({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }),
    ],
    options: {
      gateway: {
        environment: { ingress: { controller: 'gateway', className: 'edge', namespace: 'edge' } },
        sees: [
          ['Gateway/memorai-gateway', 'spec.gatewayClassName', 'edge'],
          [route, 'spec.parentRefs', [{ name: 'memorai-gateway', sectionName: 'https' }]],
          ['Ingress/memorai-ingress', '', undefined],
          [ingress, '', undefined],
        ],
      },
      theirs: {
        environment: { ingress: { controller: 'gateway', gateway: { name: 'shared', namespace: 'edge' } } },
        sees: [
          [route, 'spec.parentRefs', [{ name: 'shared', namespace: 'edge', sectionName: 'https' }]],
          ['Gateway/memorai-gateway', '', undefined],
          ['Certificate/memorai-tls', '', undefined],
          ['Ingress/memorai-ingress', '', undefined],
          [ingress, '', undefined],
        ],
      },
      alb: {
        environment: {
          ingress: { controller: 'alb', scheme: 'internal', proxyCidrs: ['10.51.0.0/16'], tls: { certificateArn } },
        },
        sees: [
          [ingress, 'spec.ingressClassName', 'alb'],
          ['Ingress/memorai-ingress', '', undefined],
          annotation(ingress, `${balancer}/scheme`, 'internal'),
          annotation(ingress, 'nginx.ingress.kubernetes.io/limit-rpm', undefined),
          annotation(ingress, `${balancer}/certificate-arn`, certificateArn),
          callers({ ipBlock: { cidr: '10.51.0.0/16' } }),
        ],
      },
    },
    wrong: {
      environment: { ingress: { controller: 'traefik' } },
      says: 'ingress.controller: must be one of ingress-nginx, gateway, alb; got "traefik"',
    },
  },
  issuer: {
    unset: [
      ['Certificate/memorai-tls', 'spec.issuerRef.name', 'letsencrypt-prod'],
      ['ClusterIssuer/letsencrypt-prod', '', undefined],
    ],
    options: {
      named: {
        environment: { ingress: { tls: { issuer: 'team', secretName: 'edge-tls' } } },
        sees: [
          ['Certificate/edge-tls', 'spec.issuerRef', { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'team' }],
          ['Certificate/edge-tls', 'spec.secretName', 'edge-tls'],
        ],
      },
      made: {
        environment: { ingress: { tls: { issuer: { email: 'operations@memorai.com', staging: true } } } },
        sees: [
          ['ClusterIssuer/letsencrypt-staging', 'spec.acme.email', 'operations@memorai.com'],
          ['Certificate/memorai-tls', 'spec.issuerRef.name', 'letsencrypt-staging'],
        ],
      },
      there: {
        environment: { ingress: { tls: { existingSecretName: 'team-tls' } } },
        sees: [
          ['Certificate/memorai-tls', '', undefined],
          ['Certificate/team-tls', '', undefined],
          ['ClusterIssuer/letsencrypt-prod', '', undefined],
        ],
      },
    },
    wrong: {
      environment: { ingress: { tls: { issuer: { email: 'operations' } } } },
      says: 'ingress.tls.issuer.email: must be an e-mail address, got "operations"',
    },
  },
  records: {
    unset: [
      annotation('Ingress/memorai-ingress', 'external-dns.alpha.kubernetes.io/hostname', 'dashboard.knobs.memorai.com'),
    ],
    options: {
      slow: {
        environment: { ingress: { externalDns: { ttl: '5m' } } },
        sees: [annotation('Ingress/memorai-ingress', 'external-dns.alpha.kubernetes.io/ttl', '300')],
      },
      none: {
        environment: { ingress: { externalDns: false } },
        sees: [annotation('Ingress/memorai-ingress', 'external-dns.alpha.kubernetes.io/controller', 'none')],
      },
    },
    wrong: {
      environment: { ingress: { externalDns: { ttl: '0s' } } },
      says: 'ingress.externalDns.ttl: must be at least 1s, got 0s',
    },
  },
  expose: {
    unset: [[ingress, 'spec.rules.0.host', 'api.knobs.memorai.com']],
    options: {
      own: {
        environment: {
          services: {
            api: {
              expose: {
                hosts: ['api.memorai.eu'],
                paths: ['/v1'],
                requestsPerMinute: 120,
                annotations: { 'example.com/team': 'api' },
              },
            },
          },
        },
        sees: [
          [ingress, 'spec.rules.1.host', 'api.memorai.eu'],
          [ingress, 'spec.rules.1.http.paths.0.path', '/v1'],
          annotation(ingress, 'nginx.ingress.kubernetes.io/limit-rpm', '120'),
          annotation(ingress, 'example.com/team', 'api'),
        ],
      },
    },
    wrong: {
      environment: { services: { api: { expose: { paths: ['v1'] } } } },
      says: 'services.api.expose.paths[0]: must be a path such as / or /v1, without a slash at its end; got "v1"',
    },
  },
  queue: {
    unset: [
      ['Deployment/memorai-worker', 'spec.template.spec.containers.memorai-worker.env.QUEUE_URL.name', 'QUEUE_URL'],
    ],
    options: {
      none: {
        service: { uses: ['postgres', 'redis'] },
        environment: { queue: { provider: 'none' }, services: { worker: { enabled: false } } },
        sees: [
          ['Deployment/memorai-worker', '', undefined],
          ['ConfigMap/memorai-config', 'data.QUEUE_URL', undefined],
        ],
      },
    },
    wrong: {
      environment: { queue: { provider: 'kafka' } },
      says: 'queue.provider: must be one of none, elasticmq, sqs; got "kafka"',
    },
  },
  scrape: {
    unset: [
      ['PodMonitor/memorai-reports', '', undefined],
      ['ServiceMonitor/memorai-reports', '', undefined],
      ['PrometheusRule/memorai', '', undefined],
    ],
    options: {
      annotations: {
        environment: { monitoring: { scrape: 'annotations' } },
        sees: [
          ['Deployment/memorai-mcp', 'spec.template.metadata.annotations.prometheus%io/scrape', 'true'],
          ['ServiceMonitor/memorai-reports', '', undefined],
        ],
      },
      podMonitor: {
        service: { metricsPath: '/internal/metrics', team: 'data' },
        environment: { monitoring: { scrape: 'podMonitor', interval: '30s', labels: { release: 'prometheus' } } },
        sees: [
          ['PodMonitor/memorai-reports', 'spec.podMetricsEndpoints.0.interval', '30s'],
          ['PodMonitor/memorai-reports', 'spec.podMetricsEndpoints.0.path', '/internal/metrics'],
          ['PodMonitor/memorai-reports', 'metadata.labels.release', 'prometheus'],
          ['PrometheusRule/memorai', 'metadata.labels.release', 'prometheus'],
          [
            'PrometheusRule/memorai',
            'spec.groups.memorai-alerts.rules.0.labels.team',
            '{{ if match "^(?:memorai-reports)$" $labels.job }}data{{ else }}{{ end }}',
          ],
        ],
      },
      serviceMonitor: {
        environment: { monitoring: { scrape: 'serviceMonitor' } },
        sees: [
          ['ServiceMonitor/memorai-reports', 'spec.endpoints.0.interval', '15s'],
          ['PodMonitor/memorai-reports', '', undefined],
          ['PrometheusRule/memorai', 'metadata.name', 'memorai'],
        ],
      },
    },
    wrong: {
      environment: { monitoring: { interval: '1s' } },
      says: 'monitoring.interval: must be at least 5s, got 1s',
    },
  },
  exporters: {
    unset: [exporter('postgres', 'kind', 'Deployment'), exporter('redis', 'kind', 'Deployment')],
    options: {
      none: {
        environment: {
          monitoring: { exporters: { postgres: { enabled: false, reason }, redis: { enabled: false, reason } } },
        },
        sees: [exporter('postgres', '', undefined), exporter('redis', '', undefined)],
      },
      elsewhere: {
        environment: {
          monitoring: {
            exporters: {
              postgres: { enabled: false, reason, address: '10.0.3.7:9187' },
              redis: { enabled: false, reason, address: '[fd00::7]:9121' },
            },
          },
        },
        sees: [exporter('postgres', '', undefined), exporter('redis', '', undefined)],
      },
    },
    wrong: {
      environment: { monitoring: { exporters: { redis: { enabled: false, reason, address: '10.0.3.999:9121' } } } },
      says: 'monitoring.exporters.redis.address: must be a host with its port, such as postgres-exporter.monitoring:9187, 10.0.3.7:9187 or [fd00::7]:9187; got "10.0.3.999:9121"',
    },
  },
  gitops: {
    unset: [['Namespace/memorai-knobs*', 'metadata.annotations', undefined]],
    options: {
      argocd: {
        environment: {
          gitops: {
            tool: 'argocd',
            application: { repository: 'https://git.memorai.com/platform/deployments.git', revision: 'stable' },
          },
        },
        sees: [
          annotation('Deployment/memorai-mcp', 'argocd.argoproj.io/sync-wave', '5'),
          ['Application/memorai-knobs*', 'spec.source.targetRevision', 'stable'],
        ],
      },
      flux: {
        environment: { gitops: { tool: 'flux', source: { name: 'deployments' }, interval: '2m', prune: false } },
        sees: [
          ['Kustomization/memorai-knobs*-services', 'spec.sourceRef', { kind: 'GitRepository', name: 'deployments' }],
          ['Kustomization/memorai-knobs*-services', 'spec.interval', '2m'],
          ['Kustomization/memorai-knobs*-services', 'spec.prune', false],
        ],
      },
    },
    wrong: {
      environment: { gitops: { tool: 'flux', source: { name: 'deployments' }, path: '../elsewhere' } },
      says: 'gitops.path: must be a folder of the repository, such as dist/production/kubernetes; got "../elsewhere"',
    },
  },
  patches: {
    unset: [['Deployment/memorai-dashboard', 'spec.template.spec.dnsConfig', undefined]],
    options: {
      both: {
        environment: {
          patches: [
            {
              target: { kind: 'Deployment', name: 'memorai-dashboard' },
              merge: { spec: { template: { spec: { dnsConfig: { options: [{ name: 'ndots', value: '1' }] } } } } },
            },
            {
              target: { kind: 'Service', name: 'memorai-dashboard-service' },
              json: [{ op: 'add', path: '/spec/internalTrafficPolicy', value: 'Local' }],
            },
          ],
        },
        sees: [
          ['Deployment/memorai-dashboard', 'spec.template.spec.dnsConfig.options.ndots.value', '1'],
          ['Service/memorai-dashboard-service', 'spec.internalTrafficPolicy', 'Local'],
        ],
      },
    },
    wrong: {
      environment: { patches: [{ target: { kind: 'Deployment', name: 'memorai-api' }, json: [] }] },
      says: 'patches[0].json: must have at least 1 item, got 0',
    },
  },
  extraObjects: {
    unset: [['ConfigMap/team-notes', '', undefined]],
    options: {
      some: {
        environment: {
          extraObjects: [
            { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team-notes' }, data: { note: 'ours' } },
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'team-far', namespace: 'default' },
              data: { a: 'b' },
            },
            {
              apiVersion: 'rbac.authorization.k8s.io/v1',
              kind: 'ClusterRole',
              metadata: { name: 'team-reads', namespace: null },
              rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }],
            },
            {
              apiVersion: 'cert-manager.io/v1',
              kind: 'ClusterIssuer',
              metadata: { name: 'team-own', namespace: null },
              spec: { selfSigned: {} },
            },
            {
              apiVersion: 'cert-manager.io/v1',
              kind: 'Certificate',
              metadata: { name: 'team' },
              spec: {
                secretName: 'team-tls',
                dnsNames: ['team.memorai.com'],
                issuerRef: { kind: 'ClusterIssuer', name: 'team-own' },
              },
            },
          ],
        },
        sees: [
          ['ConfigMap/team-notes', 'data.note', 'ours'],
          ['ConfigMap/team-notes', 'metadata.labels.app%kubernetes%io/part-of', 'memorai'],
          ['ConfigMap/team-far', 'metadata.namespace', 'default'],
          ['ClusterRole/team-reads', 'metadata.namespace', undefined],
          ['Certificate/team', 'spec.secretName', 'team-tls'],
        ],
      },
    },
    wrong: {
      environment: { extraObjects: [{ apiVersion: 'v1', kind: 'config', metadata: { name: 'a' } }] },
      says: 'extraObjects[0].kind: must be a kind such as ConfigMap, got "config"',
    },
  },
};
