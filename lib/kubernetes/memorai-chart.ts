import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { toYaml } from '../emit/yaml';
import type { Artifact } from '../platform/artifact';
import type { ObjectPatch, Platform } from '../platform/types';
import { withPatches } from '../platform/with-patches';
import { placedArtifacts, placedOutput } from './artifacts';
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
   * been asked already; what is wrong with the objects themselves fails it all the same.
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
  private readonly made = new Map<string, { readonly construct: ApiObject; readonly placed: PlacedObject }>();

  constructor(scope: Construct, id: string, props: MemoraiChartProps) {
    super(scope, id);
    this.platform = withPatches(props.platform, props.patches);
    for (const placed of kubernetesObjects(this.platform, props.prometheusRules)) {
      const { object } = placed;
      const id = idOf(object.kind, object.metadata.name);
      // An extra object may share kind and name with one of ours in another namespace.
      const key = this.made.has(id) ? `${id}-${object.metadata.namespace}` : id;
      this.made.set(key, { placed, construct: new ApiObject(this, key, object) });
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
    return findAll(this.platform, placedOutput(this.platform, this.objects), this.check);
  }

  /** Throws with the known names when the chart has no such object. */
  object(kind: string, name: string): ApiObject {
    const found = this.made.get(idOf(kind, name));
    if (found === undefined) {
      const known = [...this.made.values()].filter(({ construct }) => construct.kind === kind);
      throw new Error(
        `no ${kind} "${name}" in the chart; known: ${known.map(({ construct }) => construct.name).join(', ') || 'none'}`,
      );
    }
    return found.construct;
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
    return this.madeAs(object)?.component ?? components.extra.folder;
  }

  /**
   * Every object as it is written now. Its sources are those of the config; of what code changed or added, last the path of
   * the construct.
   */
  get objects(): readonly PlacedObject[] {
    return this.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .map((construct) => {
        const object = construct.toJson() as KubernetesObject;
        const made = this.madeAs(construct);
        return made !== undefined && toYaml(object) === toYaml(made.object)
          ? { ...made, object }
          : {
              component: this.componentOf(construct),
              object,
              sources: [...(made?.sources ?? []), construct.node.path],
            };
      });
  }

  /** What the chart itself made, as it was then. */
  private madeAs(construct: ApiObject): PlacedObject | undefined {
    const made = this.made.get(construct.node.id);
    return made?.construct === construct ? made.placed : undefined;
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
  return placedArtifacts(chart.platform, deliveredBy(chart.platform.gitops, chart.objects));
}

const inOneLine = ({ rule, path, message, wayOut }: Finding): string =>
  `${path}: ${message}${wayOut === undefined ? '' : `; ${wayOut}`} [${rule}]`;

const idOf = (kind: string, name: string): string => `${kind.toLowerCase()}-${name}`;
