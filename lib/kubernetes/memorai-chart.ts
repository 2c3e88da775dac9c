import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Artifact } from '../platform/artifact';
import type { ObjectPatch, Platform } from '../platform/types';
import { withPatches } from '../platform/with-patches';
import { placedArtifacts } from './artifacts';
import { checkObjects } from './check-objects';
import { components, type PlacedObject } from './components';
import { deliveredBy } from './delivered-by';
import { kubernetesObjects } from './objects';
import { type CheckOptions, type Finding, findAll } from './report-rules';
import type { KubernetesObject } from './typed';

export interface MemoraiChartProps {
  readonly platform: Platform;
  /**
   * Changes of single objects, after those of the config: see `patch`.
   *
   * @default - those of the config
   */
  readonly patches?: readonly ObjectPatch[];
  /**
   * What the Prometheus operator watches for: `prometheusRules(platform)` of `memorai-infra/monitoring`.
   *
   * @default - it is told what to scrape only
   */
  readonly prometheusRules?: readonly KubernetesObject[];
  /**
   * How the rules are asked about the platform: what breaks one fails the validation of the tree. `false` where they have
   * been asked already.
   *
   * @default - our rules, and exceptions do not end
   */
  readonly check?: CheckOptions | false;
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
 * A platform's Kubernetes objects in a cdk8s app, with its patches and extra objects. The chart changes nothing in them;
 * each is an ApiObject with the id `<kind>-<name>`, which takes more patches (`addJsonPatch`). Objects of your own can be
 * added to the chart. All of them are checked when the app is synthesized.
 */
export class MemoraiChart extends Chart {
  readonly platform: Platform;
  private readonly check: CheckOptions | false;
  private readonly placed = new Map<string, { readonly component: string; readonly object: ApiObject }>();

  constructor(scope: Construct, id: string, props: MemoraiChartProps) {
    super(scope, id);
    this.platform = withPatches(props.platform, props.patches);
    for (const { component, object } of kubernetesObjects(this.platform, props.prometheusRules)) {
      const id = idOf(object.kind, object.metadata.name);
      // An extra object may share kind and name with one of ours in another namespace.
      const key = this.placed.has(id) ? `${id}-${object.metadata.namespace}` : id;
      this.placed.set(key, { component, object: new ApiObject(this, key, object) });
    }
    this.check = props.check ?? {};
    this.node.addValidation({
      validate: () => this.findings.filter(({ severity }) => severity === 'error').map(inOneLine),
    });
  }

  /**
   * What the rules find in the platform, and in the objects as they are now. Errors fail the validation; cdk8s has no place
   * for warnings, so show them where you want them.
   */
  get findings(): readonly Finding[] {
    const problems = checkObjects(this.platform, placedObjects(this));
    return findAll(this.platform, problems, this.check);
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
    const placed = this.placed.get(object.node.id);
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
  return placedArtifacts(chart.platform, deliveredBy(chart.platform.gitops, placedObjects(chart)));
}

/** Every object of the chart as it is written, with what was patched in it and added to it. */
function placedObjects(chart: MemoraiChart): readonly PlacedObject[] {
  return chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object) => ({ component: chart.componentOf(object), object: object.toJson() as KubernetesObject }));
}

/** What is wrong with an object names the object itself; its path is that of a patch, which may have no part in it. */
const inOneLine = ({ rule, path, message }: Finding): string =>
  rule === 'final-objects' ? message : `${path}: ${message} [${rule}]`;

const idOf = (kind: string, name: string): string => `${kind.toLowerCase()}-${name}`;
