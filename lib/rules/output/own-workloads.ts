import { ownExporters } from '../../platform/exporters';
import type { Workload } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { storeWorkloads } from '../../platform/uses';
import type { Output } from './output';

/** A workload of the platform, as others select it. */
export interface OwnWorkload {
  /** `<namespace>/<kind>/<name>` */
  readonly name: string;
  /** `memorai-api` */
  readonly app: string;
  /** Where a person says what it is. */
  readonly path: string;
  /** Absent where an operator makes the pods. */
  readonly workload?: Workload;
}

/** Finds the platform's own workloads among the names that others cover; those of a team are left out. */
export function ownWorkloads(
  { facts }: Output,
  platform: Platform,
): (covers: readonly string[]) => readonly OwnWorkload[] {
  const paths = pathsByApp(platform);
  const known = new Map(facts.workloads.map((one) => [one.name, one]));
  return (covers) =>
    covers.flatMap((name) => {
      const workload = known.get(name);
      const [namespace, , last = ''] = name.split('/');
      const app = workload?.app ?? last;
      const path = paths.get(app);
      return path === undefined || namespace !== platform.cluster?.namespace
        ? []
        : [{ name, app, path, ...(workload === undefined ? {} : { workload }) }];
    });
}

const pathsByApp = (platform: Platform): ReadonlyMap<string, string> =>
  new Map([
    ...Object.values(platform.services).map(({ name, fullName }) => [fullName, `services.${name}`] as const),
    ...storeWorkloads(platform.stores).map(({ name, fullName }) => [fullName, `stores.${name}`] as const),
    ...ownExporters(platform).map(({ store, fullName }) => [fullName, `monitoring.exporters.${store}`] as const),
  ]);
