import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Artifact } from '../platform/artifact';
import type { Platform } from '../platform/types';
import { placedArtifacts } from './artifacts';
import { components, type PlacedObject } from './components';
import { kubernetesObjects } from './objects';
import type { KubernetesObject } from './typed';

export interface MemoraiChartProps {
  readonly platform: Platform;
}

/** What the chart made for one service. */
export interface ServiceParts {
  readonly deployment: ApiObject;
  readonly service: ApiObject;
  /** Absent where the number of replicas is fixed. */
  readonly autoscaler?: ApiObject;
  readonly disruptionBudget: ApiObject;
  readonly serviceAccount: ApiObject;
  readonly networkPolicy: ApiObject;
}

/**
 * A platform's Kubernetes objects in a cdk8s app. The chart changes nothing in them; each is an ApiObject with the
 * id `<kind>-<name>`, which takes patches (`addJsonPatch`). Objects of your own can be added to the chart.
 */
export class MemoraiChart extends Chart {
  readonly platform: Platform;
  private readonly placed = new Map<string, { readonly component: string; readonly object: ApiObject }>();

  constructor(scope: Construct, id: string, props: MemoraiChartProps) {
    super(scope, id);
    this.platform = props.platform;
    for (const { component, object } of kubernetesObjects(props.platform)) {
      const key = idOf(object.kind, object.metadata.name);
      this.placed.set(key, { component, object: new ApiObject(this, key, object) });
    }
  }

  /** Throws with the known names when the chart has no such object. */
  object(kind: string, name: string): ApiObject {
    const found = this.placed.get(idOf(kind, name));
    if (found === undefined) {
      const known = [...this.placed.values()].filter(({ object }) => object.kind === kind);
      throw new Error(
        `no ${kind} "${name}" in the chart; known: ${known.map(({ object }) => object.name).join(', ') || 'none'}`,
      );
    }
    return found.object;
  }

  /** What was made for one service. Throws with the known names when the platform has no such service. */
  service(name: string): ServiceParts {
    const service = this.platform.services[name];
    if (service === undefined) {
      throw new Error(`no service "${name}" in the platform; known: ${Object.keys(this.platform.services).join(', ')}`);
    }
    return {
      deployment: this.object('Deployment', service.fullName),
      service: this.object('Service', service.serviceObjectName),
      ...(service.autoscaling === undefined
        ? {}
        : { autoscaler: this.object('HorizontalPodAutoscaler', service.hpaName) }),
      disruptionBudget: this.object('PodDisruptionBudget', service.fullName),
      serviceAccount: this.object('ServiceAccount', service.serviceAccountName),
      networkPolicy: this.object('NetworkPolicy', service.fullName),
    };
  }

  /** Component of an object; objects that were added to the chart have one of their own. */
  componentOf(object: ApiObject): string {
    const placed = this.placed.get(idOf(object.kind, object.name));
    return placed?.object === object ? placed.component : components.extra.folder;
  }
}

/**
 * The chart's files: those of `kubernetesArtifacts`, byte for byte, with its patches and the objects that were added.
 * Instead of `App.synth()`, whose time is quadratic in the number of charts. Throws when a validation of the tree fails.
 */
export function chartArtifacts(chart: MemoraiChart): readonly Artifact[] {
  const nodes = chart.node.findAll();
  const errors = nodes.flatMap(({ node }) => node.validate().map((message) => `[${node.path}] ${message}`));
  if (errors.length > 0) {
    throw new Error(`the chart is not valid:\n${errors.map((error) => `  ${error}`).join('\n')}`);
  }
  const placed = nodes.filter(ApiObject.isApiObject).map(
    (object): PlacedObject => ({
      component: chart.componentOf(object),
      object: object.toJson() as KubernetesObject,
    }),
  );
  return placedArtifacts(chart.platform.environment, placed);
}

const idOf = (kind: string, name: string): string => `${kind.toLowerCase()}-${name}`;
