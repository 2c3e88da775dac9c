import type { FluxDelivery, Platform } from '../platform/types';
import { componentOf, type PlacedObject, type Stage } from './components';
import { sharedMetadata } from './metadata';
import { customObject, type KubernetesObject } from './typed';

interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  /** In CEL; while it is not true, Flux waits. */
  readonly current: string;
}

interface KustomizationSpec {
  readonly interval: string;
  readonly retryInterval: string;
  readonly timeout: string;
  readonly prune: boolean;
  readonly wait: true;
  readonly deletionPolicy: 'Orphan';
  readonly sourceRef: { readonly kind: string; readonly name: string; readonly namespace?: string | undefined };
  readonly path: string;
  readonly dependsOn?: readonly { readonly name: string }[] | undefined;
  readonly healthCheckExprs?: readonly HealthCheck[] | undefined;
}

/** Custom kinds whose objects are of use only when they are ready; one without a status Flux would take for ready. */
const readyKinds = ['SecretStore', 'ExternalSecret', 'ClusterIssuer', 'Certificate'];

/** No word of failure: a certificate that is being issued is not ready either. */
const isReady = "has(status.conditions) && status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')";

/**
 * One Kustomization of Flux for each stage that the output has, each waiting for the one before until all of its objects
 * are healthy and its Job is complete. Whoever deletes a Kustomization keeps the objects.
 */
export function fluxKustomizations(
  platform: Platform,
  flux: FluxDelivery,
  placed: readonly PlacedObject[],
): readonly KubernetesObject[] {
  const stages = [...new Set(placed.map(({ component }) => componentOf(component).stage))].sort();
  return stages.map((stage, index) => {
    const before = stages[index - 1];
    const metadata = { ...sharedMetadata(platform, 'delivery', nameOf(platform, stage)), namespace: flux.namespace };
    return customObject<KustomizationSpec>('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', metadata, {
      interval: duration(flux.intervalSeconds),
      retryInterval: duration(flux.retryIntervalSeconds),
      timeout: duration(flux.timeoutSeconds),
      prune: flux.prune,
      // Of every object; healthChecks would name some of them again, and are ignored beside it.
      wait: true,
      deletionPolicy: 'Orphan',
      sourceRef: flux.source,
      path: `./${flux.path}/stages/${stage}`,
      dependsOn: before === undefined ? undefined : [{ name: nameOf(platform, before) }],
      healthCheckExprs: healthChecks(placed.filter(({ component }) => componentOf(component).stage === stage)),
    });
  });
}

/** `memorai-production-foundation` */
const nameOf = ({ environment }: Platform, stage: Stage): string =>
  `memorai-${environment}-${stage.replace(/^\d-/, '')}`;

/** Flux writes durations as Go does: 90 is `1m30s`. */
function duration(seconds: number): string {
  const parts = { h: Math.floor(seconds / 3600), m: Math.floor(seconds / 60) % 60, s: seconds % 60 };
  return Object.entries(parts)
    .filter(([, amount]) => amount > 0)
    .map(([unit, amount]) => `${amount}${unit}`)
    .join('');
}

function healthChecks(placed: readonly PlacedObject[]): readonly HealthCheck[] | undefined {
  const kinds = new Map(
    placed
      .filter(({ object }) => readyKinds.includes(object.kind))
      .map(({ object }) => [object.kind, object.apiVersion] as const),
  );
  if (kinds.size === 0) return undefined;
  return [...kinds].sort().map(([kind, apiVersion]) => ({ apiVersion, kind, current: isReady }));
}
