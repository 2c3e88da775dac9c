import { memory } from '../config/units';
import { type Fields, isMap } from '../platform/fields';
import type { Item } from './items';

/** What an output says of the pods, containers or functions of one service. */
export interface Workload {
  /** What there are some of at once. */
  readonly unit: 'pod' | 'instance';
  /** As its change is named: `Deployment memorai-api`. */
  readonly subject: string;
  readonly service: string;
  readonly min: number;
  readonly max: number;
  /** Pods beyond the maximum while a new version starts. */
  readonly surge: number;
  /** Connections to PostgreSQL of one pod; undefined where it has none. */
  readonly pool: number | undefined;
  readonly image: string;
  readonly memoryMiB: number;
}

/** The value at a path of keys, of which a number is the place in a list. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (Array.isArray(inner) ? inner[Number(key)] : isMap(inner) ? inner[key] : undefined),
      value,
    );
}

const textAt = (value: unknown, path: string): string => String(at(value, path) ?? '');
const numberAt = (value: unknown, path: string): number => Number(at(value, path) ?? Number.NaN);

const POOL = 'DATABASE_POOL_SIZE';

/** The workloads of services, by name, read from the objects themselves; stores and Jobs are not among them. */
export function workloadsOf(items: ReadonlyMap<string, Item>): ReadonlyMap<string, Workload> {
  const all = [...items.values()];
  return new Map(
    [...deployments(all), ...containers(all), ...functions(all)].map((workload) => [workload.service, workload]),
  );
}

function deployments(items: readonly Item[]): readonly Workload[] {
  return items
    .filter(({ of, kind, value }) => of === 'kubernetes' && kind === 'Deployment' && isService(value))
    .map(({ name, subject, value }): Workload => {
      const scaler = items.find(
        (one) =>
          ['HorizontalPodAutoscaler', 'ScaledObject'].includes(one.kind) &&
          at(one.value, 'spec.scaleTargetRef.name') === name,
      )?.value;
      const replicas = at(value, 'spec.replicas') ?? 1;
      const container = at(value, 'spec.template.spec.containers.0');
      const pool = listAt(container, 'env').find((one) => at(one, 'name') === POOL);
      return {
        unit: 'pod',
        subject,
        service: componentOf(value),
        min: Number(at(scaler, 'spec.minReplicas') ?? at(scaler, 'spec.minReplicaCount') ?? replicas),
        max: Number(at(scaler, 'spec.maxReplicas') ?? at(scaler, 'spec.maxReplicaCount') ?? replicas),
        surge: surgeOf(at(value, 'spec.strategy.rollingUpdate.maxSurge')),
        pool: pool === undefined ? undefined : numberAt(pool, 'value'),
        image: textAt(container, 'image'),
        memoryMiB: sizeOf(at(container, 'resources.requests.memory')),
      };
    });
}

const componentOf = (value: unknown): string => {
  const labels = at(value, 'metadata.labels');
  return isMap(labels) ? String(labels['app.kubernetes.io/component'] ?? '') : '';
};

/** Services are those that get our settings; exporters and what a team adds do not. */
const isService = (value: unknown): boolean =>
  listAt(at(value, 'spec.template.spec.containers.0'), 'env').some((one) => at(one, 'name') === 'MEMORAI_PORT');

function containers(items: readonly Item[]): readonly Workload[] {
  return items
    .filter(({ of, kind, value }) => of === 'compose' && kind === 'service' && at(value, 'environment.MEMORAI_PORT'))
    .map(({ name, subject, value }): Workload => {
      const replicas = numberAt(value, 'deploy.replicas');
      const count = Number.isNaN(replicas) ? 1 : replicas;
      const pool = at(value, `environment.${POOL}`);
      return {
        unit: 'pod',
        subject,
        service: name,
        min: count,
        max: count,
        surge: 0,
        pool: at(value, 'environment.DATABASE_URL') === undefined ? undefined : Number(pool),
        image: textAt(value, 'image'),
        memoryMiB: sizeOf(at(value, 'deploy.resources.limits.memory')),
      };
    });
}

/** Lambda runs from none to as many at once as its reservation, or what feeds it from the queue, lets it. */
function functions(items: readonly Item[]): readonly Workload[] {
  return items
    .filter(({ of }) => of === 'cloudformation')
    .flatMap(({ value }) => {
      const resources = Object.entries((at(value, 'Resources') ?? {}) as Fields);
      const feeds = resources.flatMap(([, one]) =>
        at(one, 'Type') === 'AWS::Lambda::EventSourceMapping' ? [at(one, 'Properties')] : [],
      );
      return resources.flatMap(([id, one]): readonly Workload[] => {
        const variables = at(one, 'Properties.Environment.Variables');
        if (at(one, 'Type') !== 'AWS::Lambda::Function' || at(variables, 'MEMORAI_VERSION') === undefined) return [];
        const alias = id.replace(/Function$/, 'Alias');
        const feed = feeds.find((each) => JSON.stringify(at(each, 'FunctionName')).includes(`"${alias}"`));
        const max = at(one, 'Properties.ReservedConcurrentExecutions') ?? at(feed, 'ScalingConfig.MaximumConcurrency');
        return [
          {
            unit: 'instance',
            subject: `AWS::Lambda::Function ${id}`,
            service: textAt(one, 'Properties.FunctionName').replace(`memorai-${at(variables, 'MEMORAI_ENV')}-`, ''),
            min: 0,
            max: Number(max ?? Number.POSITIVE_INFINITY),
            surge: 0,
            pool:
              at(variables, 'DATABASE_URL_TEMPLATE') === undefined && at(variables, 'DATABASE_URL') === undefined
                ? undefined
                : Number(at(variables, POOL)),
            image: '',
            memoryMiB: numberAt(one, 'Properties.MemorySize'),
          },
        ];
      });
    });
}

const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
};

const surgeOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const sizeOf = (value: unknown): number => memory().safeParse(value).data ?? 0;

/** Connections of all pods of a service at their maximum. */
export const connectionsOf = ({ max, surge, pool }: Workload): number =>
  pool === undefined ? 0 : (max + surge) * pool;
