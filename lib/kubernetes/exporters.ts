import type { k8s } from 'cdk8s-plus-27';
import { metricsPath, ownExporters } from '../platform/exporters';
import type { Exporter, Platform } from '../platform/types';
import { access } from './access';
import { wholeEnvironment } from './environment';
import { exporterMonitor, foreignExporterScrapes, metricsPort } from './exporter-monitor';
import { clusterOf, podSelector, workloadMetadata } from './metadata';
import { storeEgress } from './network-policy';
import { dns, inNamespace, tcp } from './peers';
import { podTemplate } from './pod';
import { reloaderAnnotations } from './reloader';
import { metricsAnnotations } from './scrape-annotations';
import { secrets } from './secrets';
import { workloadPolicy } from './stores/network-policy';
import { qdrantMonitor } from './stores/qdrant-monitor';
import { type KubernetesObject, kubernetesObject, type Plain } from './typed';
import { writableVolume } from './volumes';
import { programWorkload, type Workload } from './workload';

/** Objects of the exporters, by the component that they are applied with. */
export type ExporterObjects = Readonly<
  Record<'access' | 'secrets' | 'network' | 'exporters', readonly KubernetesObject[]>
>;

/**
 * What tells Prometheus of PostgreSQL and Redis: one pod a store, which reaches it and nothing else (E107). What scrapes a
 * store that tells of itself, or that others tell of, is with them.
 */
export function exporterObjects(platform: Platform): ExporterObjects {
  const all = ownExporters(platform).map((exporter) => ({ exporter, workload: workloadOf(exporter) }));
  return {
    access: all.flatMap(({ workload }) => access(platform, workload)),
    secrets: all.flatMap(({ workload }) => secrets(platform, workload)),
    network: all.flatMap(({ exporter, workload }) =>
      workloadPolicy(platform, workload, {
        ingress: [{ from: [inNamespace(clusterOf(platform).monitoringNamespace)], ports: [tcp(exporter.port)] }],
        egress: [dns, storeEgress(platform, exporter.store)],
      }),
    ),
    exporters: [
      ...all.flatMap(({ exporter, workload }) => [
        deployment(platform, exporter, workload),
        service(platform, exporter, workload),
        ...exporterMonitor(platform, exporter, workload),
      ]),
      ...foreignExporterScrapes(platform),
      ...qdrantMonitor(platform),
    ],
  };
}

const workloadOf = (exporter: Exporter): Workload => programWorkload(exporter, exporter.user, exporter.user);

function deployment(platform: Platform, exporter: Exporter, workload: Workload): KubernetesObject {
  const annotations = reloaderAnnotations(platform, workload);
  const metadata = workloadMetadata(platform, workload, workload.fullName);
  return kubernetesObject(
    'Deployment',
    Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
    {
      spec: {
        replicas: 1,
        selector: { matchLabels: podSelector(workload.fullName) },
        // Two at once would hold twice the connections that the budget keeps for one.
        strategy: { type: 'Recreate' },
        revisionHistoryLimit: 5,
        template: podTemplate(platform, workload, {
          annotations: {
            // The cluster autoscaler keeps a node for any pod with a local volume, unless told that it may go.
            'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': writableVolume,
            ...metricsAnnotations(platform, exporter.port, metricsPath),
          },
          container: {
            args: exporter.arguments,
            env: environment(exporter, workload),
            ports: [{ name: metricsPort, containerPort: exporter.port, protocol: 'TCP' }],
            livenessProbe: {
              tcpSocket: { port: metricsPort },
              periodSeconds: 20,
              timeoutSeconds: 5,
              failureThreshold: 3,
            },
            readinessProbe: {
              httpGet: { path: exporter.healthPath, port: metricsPort },
              periodSeconds: 10,
              timeoutSeconds: 5,
              failureThreshold: 3,
            },
          },
          spec: { terminationGracePeriodSeconds: 10 },
          spread: false,
        }),
      },
    },
  );
}

/** Its settings, with the password under the name that the program reads. */
const environment = ({ password }: Exporter, workload: Workload): readonly Plain<k8s.EnvVar>[] =>
  wholeEnvironment(workload).map((variable) =>
    variable.name === password?.setting ? { ...variable, name: password.variable } : variable,
  );

/** A name that outlives the pod, so that the series do too. */
const service = (platform: Platform, { port }: Exporter, workload: Workload): KubernetesObject =>
  kubernetesObject('Service', workloadMetadata(platform, workload, workload.fullName), {
    spec: {
      type: 'ClusterIP',
      selector: podSelector(workload.fullName),
      ports: [{ name: metricsPort, port, targetPort: port, protocol: 'TCP' }],
    },
  });
