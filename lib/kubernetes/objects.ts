import type { Platform, Service } from '../platform/types';
import { access } from './access';
import { autoscaler } from './autoscaler';
import { bootstrapObjects } from './bootstrap';
import { components, type PlacedObject, place, serviceComponent } from './components';
import { configMap } from './config-map';
import { deliveredBy } from './delivered-by';
import { deployment } from './deployment';
import { disruptionBudget } from './disruption-budget';
import { exporterObjects } from './exporters';
import { ingress } from './ingress';
import { maintenanceCronJob } from './maintenance';
import { migrationJob } from './migration';
import { monitor } from './monitor';
import { namespace } from './namespace';
import { networkPolicies } from './network-policy';
import { secrets } from './secrets';
import { service as serviceObject } from './service';
import { storageClasses } from './storage-class';
import { storeObjects } from './stores/store-objects';
import type { KubernetesObject } from './typed';
import { claims } from './volumes';
import { migrationWorkload, type Workload } from './workload';

/**
 * Every Kubernetes object of a platform, in the order in which it is applied.
 *
 * @param prometheusRules - `prometheusRules` of `memorai-infra/monitoring`, applied and patched like our own
 * @throws Error for a serverless platform, which has none, and for a platform that contradicts itself
 * @throws ConfigError for patches that hit nothing and extra objects whose name is taken
 */
export function kubernetesObjects(
  platform: Platform,
  prometheusRules: readonly KubernetesObject[] = [],
): readonly PlacedObject[] {
  const own = ownObjects(platform, prometheusRules);
  if (platform.patches.length === 0 && platform.extraObjects.length === 0) return deliveredBy(platform.gitops, own);
  const { withWaysOut } = require('./ways-out') as typeof import('./ways-out');
  return withWaysOut(platform, own);
}

/** What the library itself makes of a platform. */
function ownObjects(platform: Platform, prometheusRules: readonly KubernetesObject[]): readonly PlacedObject[] {
  const services = Object.values(platform.services);
  const workloads: readonly Workload[] = [
    ...services,
    ...(platform.migration === undefined ? [] : [migrationWorkload(platform.migration)]),
  ];
  const bootstrap = bootstrapObjects(platform);
  const stores = storeObjects(platform);
  const exporters = exporterObjects(platform);
  return [
    ...place(components.namespace, [namespace(platform)]),
    ...place(components.access, [
      ...workloads.flatMap((workload) => access(platform, workload)),
      ...stores.access,
      ...bootstrap.access,
      ...exporters.access,
    ]),
    ...place(components.config, [
      configMap(platform),
      ...storageClasses(platform),
      ...stores.config,
      ...bootstrap.config,
    ]),
    ...place(components.secrets, [
      ...workloads.flatMap((workload) => secrets(platform, workload)),
      ...stores.secrets,
      ...exporters.secrets,
    ]),
    ...place(components.network, [
      ...networkPolicies(platform),
      ...stores.network,
      ...bootstrap.network,
      ...exporters.network,
    ]),
    ...place(components.stores, stores.stores),
    ...place(components.bootstrap, bootstrap.job),
    ...place(
      components.migration,
      platform.migration === undefined ? [] : [migrationJob(platform, platform.migration)],
    ),
    ...services.flatMap((service) => place(serviceComponent(service.name), serviceObjects(platform, service))),
    ...place(components.exporters, exporters.exporters),
    ...place(components.alerts, prometheusRules),
    ...place(
      components.maintenance,
      platform.migration === undefined ? [] : maintenanceCronJob(platform, platform.migration),
    ),
    ...place(components.ingress, ingress(platform)),
  ];
}

/** The objects of one service's own component. */
function serviceObjects(platform: Platform, service: Service): readonly KubernetesObject[] {
  return [
    ...claims(platform, service),
    deployment(platform, service),
    serviceObject(platform, service),
    ...autoscaler(platform, service),
    ...disruptionBudget(platform, service),
    ...monitor(platform, service),
  ];
}
