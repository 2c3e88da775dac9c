/**
 * A value that the API server refuses, and that is refused where it is written. `object` and `merge` are what would
 * have become of it: test/conformance hands that to the server, so that no limit here is of our own making.
 */
export interface Refused {
  readonly title: string;
  readonly service: object;
  readonly says: string;
  readonly object: 'Deployment/memorai-reports' | 'HorizontalPodAutoscaler/memorai-reports-hpa';
  /** Laid over the object that the rest of the config makes: maps and the one container merge, lists replace. */
  readonly merge: object;
  /** Part of what the server says. */
  readonly server: string;
}

const at = 'services.reports';
const scheduling = 'services.reports.scheduling';
const pod = (spec: object) => ({
  object: 'Deployment/memorai-reports' as const,
  merge: { spec: { template: { spec } } },
});
const tolerated = (toleration: object) => ({
  service: { scheduling: { tolerations: [toleration] } },
});
const scaled = (metric: object) => ({ service: { autoscaling: { metrics: [metric] } } });
const hpa = (name: string, averageValue: string) => ({
  object: 'HorizontalPodAutoscaler/memorai-reports-hpa' as const,
  merge: {
    spec: { metrics: [{ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue } } }] },
  },
});
const distance = (affinity: object, says: string, server: string, title: string): Refused => ({
  title,
  service: { scheduling: { affinity } },
  says: `${scheduling}.affinity.${says}`,
  ...pod({ affinity }),
  server,
});
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const nodes = (expression: object) => ({
  nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
});
const values = `nodeAffinity.${required}.nodeSelectorTerms[0].matchExpressions[0].values`;
/** A volume of the config, and what the pod would mount of it. */
const mounted = (subPath: string) => ({
  service: { volumes: { data: { kind: 'emptyDir', mountPath: '/data', size: '1Gi', subPath } } },
  ...pod({
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'data', emptyDir: {} },
    ],
    containers: [{ volumeMounts: [{ name: 'data', mountPath: '/data', subPath }] }],
  }),
});

export const refused: readonly Refused[] = [
  {
    title: 'Equal without a key',
    ...tolerated({ operator: 'Equal', effect: 'NoSchedule' }),
    says: `${scheduling}.tolerations[0].operator: must be Exists without a key: Equal compares the value of one`,
    ...pod({ tolerations: [{ operator: 'Equal', effect: 'NoSchedule' }] }),
    server: 'operator must be Exists when `key` is empty',
  },
  {
    title: 'a value that Exists does not look at',
    ...tolerated({ key: 'team', operator: 'Exists', value: 'insight' }),
    says: `${scheduling}.tolerations[0].value: has no meaning without a key or with Exists; name the key with Equal, or remove it`,
    ...pod({ tolerations: [{ key: 'team', operator: 'Exists', value: 'insight' }] }),
    server: 'value must be empty when `operator` is',
  },
  {
    title: 'a time after which no pod ends',
    ...tolerated({ key: 'team', seconds: 60, effect: 'NoSchedule' }),
    says: `${scheduling}.tolerations[0].seconds: has a meaning with effect: NoExecute alone: no other one ends a pod that runs`,
    ...pod({ tolerations: [{ key: 'team', operator: 'Equal', tolerationSeconds: 60, effect: 'NoSchedule' }] }),
    server: "effect must be 'NoExecute' when `tolerationSeconds` is set",
  },
  {
    title: 'a spread twice',
    service: { scheduling: { topologySpread: [{ key: 'rack' }, { key: 'rack', maxSkew: 2 }] } },
    says: `${scheduling}.topologySpread: must not name one key twice with the same whenUnsatisfiable`,
    ...pod({
      topologySpreadConstraints: [1, 2].map((maxSkew) => ({
        topologyKey: 'rack',
        maxSkew,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'memorai-reports' } },
      })),
    }),
    server: 'topologySpreadConstraints: duplicate entries',
  },
  distance(
    { podAntiAffinity: { x: 1 } },
    'podAntiAffinity.x: unknown key',
    'field not declared in schema',
    'a word that affinity has not',
  ),
  distance(
    { podAntiAffinity: { [required]: [{ labelSelector: {} }] } },
    `podAntiAffinity.${required}[0].topologyKey: missing`,
    'topologyKey: Required value',
    'a distance from nothing',
  ),
  distance(
    nodes({ key: 'kubernetes.io/arch', operator: 'In', values: [] }),
    `${values}: must name at least one value with In and NotIn`,
    'must be specified when `operator` is',
    'one of no values',
  ),
  distance(
    nodes({ key: 'kubernetes.io/arch', operator: 'Exists', values: ['arm64'] }),
    `${values}: must be left out with Exists and DoesNotExist`,
    'may not be specified when `operator` is',
    'a value of a label that only has to be there',
  ),
  distance(
    nodes({ key: 'cores', operator: 'Gt', values: ['4', '8'] }),
    `${values}: must be one whole number in quotes with Gt and Lt`,
    'must be specified single value',
    'more than two numbers',
  ),
  distance(
    {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 0, preference: { matchExpressions: [{ key: 'cores', operator: 'Exists' }] } },
        ],
      },
    },
    'nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: must be at least 1, got 0',
    'must be in the range 1-100',
    'a preference of no weight',
  ),
  ...['a/../../b', '../a', '/a'].map(
    (subPath): Refused => ({
      title: `a folder ${subPath} of a volume`,
      says: `${at}.volumes.data.subPath: must be a relative path without "." and ".." as parts, such as reports/2026; got "${subPath}"`,
      ...mounted(subPath),
      server: subPath.startsWith('/') ? 'must be a relative path' : "must not contain '..'",
    }),
  ),
  {
    title: 'a file beside its volume',
    service: { volumes: { data: { kind: 'secret', mountPath: '/data', secretName: 'team', items: { a: '../../b' } } } },
    says: `${at}.volumes.data.items.a: must be a relative path without "." and ".." as parts, such as reports/2026; got "../../b"`,
    ...pod({
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'data', secret: { secretName: 'team', items: [{ key: 'a', path: '../../b' }] } },
      ],
    }),
    server: "must not contain '..'",
  },
  {
    title: 'two volumes at one place of a sidecar',
    service: {
      volumes: { data: { kind: 'emptyDir', mountPath: '/data', size: '1Gi' } },
      sidecars: [{ name: 'proxy', image: 'team/proxy:1.0.0', mounts: { tmp: '/data', data: '/data' } }],
    },
    says: `${at}.sidecars[0].mounts: must not have two volumes at one path`,
    ...pod({
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'data', emptyDir: {} },
      ],
      containers: [
        {
          volumeMounts: [
            { name: 'tmp', mountPath: '/data' },
            { name: 'data', mountPath: '/data' },
          ],
        },
      ],
    }),
    server: 'volumeMounts: duplicate entries',
  },
  {
    title: 'a port of a sidecar twice',
    service: { sidecars: [{ name: 'proxy', image: 'team/proxy:1.0.0', ports: [9901, 9901] }] },
    says: `${at}.sidecars[0].ports[1]: 9901 is listed twice`,
    ...pod({ containers: [{ ports: [9901, 9901].map((containerPort) => ({ containerPort, protocol: 'TCP' })) }] }),
    server: 'duplicate entries',
  },
  {
    title: 'a metric with a path',
    ...scaled({ kind: 'pods', name: 'a/b', averageValue: '5' }),
    says: `${at}.autoscaling.metrics[0].name: must be the name of a metric: letters, digits, "_", ":", "." and "-"; got "a/b"`,
    ...hpa('a/b', '5'),
    server: "may not contain '/'",
  },
  {
    title: 'a metric that is never enough',
    ...scaled({ kind: 'pods', name: 'waiting', averageValue: '0' }),
    says: `${at}.autoscaling.metrics[0].averageValue: must be a quantity above 0 in quotes, such as "100" or "500m"; got "0"`,
    ...hpa('waiting', '0'),
    server: 'must be positive',
  },
];
