import type { Platform, Service } from '../platform/types';
import { portName } from './deployment';
import { workloadMetadata } from './metadata';
import { monitorOf } from './operator-scrapes';
import type { KubernetesObject } from './typed';

/** What tells the Prometheus operator to scrape a service; nothing where it is not asked to, or where that has no metrics. */
export const monitor = (platform: Platform, service: Service): readonly KubernetesObject[] =>
  service.metricsPath === undefined
    ? []
    : monitorOf(platform, service.fullName, workloadMetadata(platform, service, service.fullName), {
        jobLabel: 'app.kubernetes.io/name',
        port: portName,
        path: service.metricsPath,
      });
