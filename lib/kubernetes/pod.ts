import type { k8s } from 'cdk8s-plus-27';
import type { NodePool, Platform } from '../platform/types';
import { mainContainer } from './container';
import { type ExtraContainers, nativeSidecars, sidecarContainers } from './extra-containers';
import { identityLabels } from './identity';
import { clusterOf, podSelector, workloadLabels } from './metadata';
import type { Plain } from './typed';
import { volumesOf } from './volumes';
import type { Workload } from './workload';

type PodSpec = Plain<k8s.PodSpec>;
type Container = Plain<k8s.Container>;

/** What the pods of one kind of workload add to the common template. */
export interface PodParts {
  readonly annotations: Readonly<Record<string, string>>;
  readonly container: Omit<Container, 'name' | 'image' | 'imagePullPolicy' | 'resources' | 'securityContext'>;
  readonly spec: Pick<PodSpec, 'restartPolicy' | 'terminationGracePeriodSeconds'>;
  /** Containers beside the workload's own; a migration has none. */
  readonly extra?: ExtraContainers;
  /** Whether pods are spread over zones and nodes: those of a service, not a single Job. */
  readonly spread: boolean;
}

/** The pod template of a Deployment and of the migration Job: everything that `restricted` asks for, and placement. */
export function podTemplate(platform: Platform, workload: Workload, parts: PodParts): Plain<k8s.PodTemplateSpec> {
  const { image, pod, security, scheduling } = workload;
  const initContainers = parts.extra === undefined ? [] : nativeSidecars(platform, workload, parts.extra);
  return {
    metadata: {
      labels: { ...pod.labels, ...workloadLabels(platform, workload), ...identityLabels(platform, workload) },
      annotations: { ...pod.annotations, ...parts.annotations },
    },
    spec: {
      ...parts.spec,
      ...placement(platform, workload),
      affinity: scheduling.affinity,
      priorityClassName: scheduling.priorityClass,
      runtimeClassName: scheduling.runtimeClass,
      topologySpreadConstraints: parts.spread ? spread(workload) : undefined,
      serviceAccountName: workload.serviceAccountName,
      automountServiceAccountToken: workload.apiAccess || workload.serviceAccount.token,
      // Otherwise every Service of the namespace adds seven variables, some of them named like settings of ours.
      enableServiceLinks: false,
      imagePullSecrets: image.pullSecrets.length === 0 ? undefined : image.pullSecrets.map((name) => ({ name })),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: security.user,
        runAsGroup: security.group,
        fsGroup: security.fsGroup,
        fsGroupChangePolicy: Object.values(workload.volumes).some(({ kind }) => kind.endsWith('laim'))
          ? 'OnRootMismatch'
          : undefined,
        supplementalGroups: security.supplementalGroups.length === 0 ? undefined : security.supplementalGroups,
        seccompProfile:
          security.seccompProfile === undefined
            ? { type: 'RuntimeDefault' }
            : { type: 'Localhost', localhostProfile: security.seccompProfile },
      },
      initContainers: initContainers.length === 0 ? undefined : initContainers,
      containers: [
        mainContainer(workload, parts.container),
        ...(parts.extra === undefined ? [] : sidecarContainers(platform, workload, parts.extra)),
      ],
      volumes: volumesOf(workload),
    },
  };
}

function spread(workload: Workload): PodSpec['topologySpreadConstraints'] {
  const { topologySpread } = workload.scheduling;
  return topologySpread.length === 0
    ? undefined
    : topologySpread.map(({ key, maxSkew, whenUnsatisfiable }) => ({
        topologyKey: key,
        maxSkew,
        whenUnsatisfiable,
        labelSelector: { matchLabels: podSelector(workload.fullName) },
      }));
}

/** Node selector and tolerations: those of the workload's pool, where the cluster names pools, and its own. */
export function placement(platform: Platform, workload: Workload): Pick<PodSpec, 'nodeSelector' | 'tolerations'> {
  const { nodeSelector, tolerations } = workload.scheduling;
  const pool = poolOf(platform, workload);
  const selector = { ...nodeSelector, ...(pool === undefined ? {} : { [pool.label.key]: pool.label.value }) };
  const tolerated = [
    ...(pool?.tainted === true ? [{ ...pool.taint, operator: 'Equal', effect: 'NoSchedule' }] : []),
    ...tolerations.map(({ seconds, operator, ...toleration }) => ({
      ...toleration,
      operator: operator ?? (toleration.key === undefined ? 'Exists' : 'Equal'),
      tolerationSeconds: seconds,
    })),
  ];
  return {
    nodeSelector: Object.keys(selector).length === 0 ? undefined : selector,
    tolerations: tolerated.length === 0 ? undefined : tolerated,
  };
}

function poolOf(platform: Platform, workload: Workload): NodePool | undefined {
  if (workload.placement === undefined) return undefined;
  const pool = clusterOf(platform).nodePools[workload.placement];
  if (pool === undefined) {
    throw new Error(`${workload.fullName} is placed in pool ${workload.placement}, which the cluster does not have`);
  }
  return pool;
}
