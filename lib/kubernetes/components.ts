import type { KubernetesObject } from './typed';

/** An object and the component that it is applied with. */
export interface PlacedObject {
  /** Name of the component's folder: `60-api`. */
  readonly component: string;
  readonly object: KubernetesObject;
  /** Paths in the config of the extra object that it is and of the patches that changed it; absent where it is ours. */
  readonly sources?: readonly string[];
}

/** The three steps of an apply by hand or by Flux: each has to finish before the next. */
export type Stage = '1-foundation' | '2-migration' | '3-services';

export interface Component {
  readonly folder: string;
  readonly stage: Stage;
  /** Argo CD applies waves in ascending order and waits until each is healthy. */
  readonly wave: number;
}

const foundation = { stage: '1-foundation' } as const;

/**
 * The order of apply. The Job has a wave of its own, after the secrets that it reads and before every Deployment.
 * Folders sort in this order.
 */
export const components = {
  namespace: { folder: '00-namespace', wave: 0, ...foundation },
  access: { folder: '10-access', wave: 1, ...foundation },
  config: { folder: '20-config', wave: 1, ...foundation },
  secrets: { folder: '30-secrets', wave: 2, ...foundation },
  network: { folder: '40-network', wave: 2, ...foundation },
  /** After the policies that they live under, before the migration, which waits for them in a wave of its own. */
  stores: { folder: '45-stores', wave: 3, ...foundation },
  /** Beside the stores: it waits for its server by itself. */
  bootstrap: { folder: '48-bootstrap', wave: 3, ...foundation },
  migration: { folder: '50-migration', wave: 4, stage: '2-migration' },
  /** With the services, and like them of no use before the stores are set up. */
  exporters: { folder: '65-exporters', wave: 5, stage: '3-services' },
  /** Beside what is scraped: what the Prometheus operator watches for. */
  alerts: { folder: '66-alerts', wave: 5, stage: '3-services' },
  /** With the services: its image knows the schema by then. */
  maintenance: { folder: '70-maintenance', wave: 5, stage: '3-services' },
  /** Objects that a team adds to the chart. */
  extra: { folder: '80-extra', wave: 6, stage: '3-services' },
  ingress: { folder: '90-ingress', wave: 6, stage: '3-services' },
} as const satisfies Record<string, Component>;

/** The component of one service: `60-api`. */
export const serviceComponent = (service: string): Component => ({
  folder: `60-${service}`,
  wave: 5,
  stage: '3-services',
});

/** Places objects in a component. */
export function place(component: Component, objects: readonly KubernetesObject[]): readonly PlacedObject[] {
  return objects.map((object) => ({ component: component.folder, object }));
}

/** Stage and wave of a component, by its folder's name. */
export function componentOf(folder: string): Component {
  const known: readonly Component[] = Object.values(components);
  return known.find((component) => component.folder === folder) ?? serviceComponent(folder.replace(/^60-/, ''));
}
