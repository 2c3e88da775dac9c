import type { Amount, Container, Facts } from '../platform/facts';
import { type Fields, fieldAt, mapAt, textAt } from '../platform/fields';
import type { ObjectDocument } from './object-document';
import { containersOf, podTemplateOf } from './pod-template-of';
import { quantity } from './quantity';
import { workloadName } from './selected-workloads';

const MIB = 2 ** 20;
/** What rules count in: millicores and MiB. */
const units: Readonly<Record<Amount, number>> = { cpu: 1000, memory: 1 / MIB };

/** How many pods a workload makes, how they stop and what their containers ask for. */
export function workloadNumbers({ file, object, source }: ObjectDocument): Partial<Facts> {
  const pods = podTemplateOf(object);
  if (pods === undefined) return {};
  return {
    workloads: [
      {
        name: workloadName(object),
        app: String(pods.labels.app ?? object.metadata.name),
        ...number('replicas', fieldAt(object, 'spec.replicas')),
        ...surgeOf(object),
        ...number('gracePeriodSeconds', pods.spec.terminationGracePeriodSeconds),
        containers: containersOf(pods.spec)
          .filter(([at, container]) => at.startsWith('containers') || container.restartPolicy === 'Always')
          .map(([at, container]) => containerNumbers(`${pods.path}.${at}`, container)),
        file,
        at: pods.path,
        source,
      },
    ],
  };
}

const number = <K extends string>(key: K, value: unknown) =>
  (typeof value === 'number' ? { [key]: value } : {}) as Partial<Record<K, number>>;

/** Kubernetes makes a quarter more where nobody says otherwise. */
function surgeOf(object: ObjectDocument['object']): { readonly surge?: number | string } {
  if (object.kind !== 'Deployment' || textAt(object, 'spec.strategy.type') === 'Recreate') return {};
  const surge = fieldAt(object, 'spec.strategy.rollingUpdate.maxSurge') ?? '25%';
  return typeof surge === 'number' || typeof surge === 'string' ? { surge } : {};
}

function containerNumbers(at: string, container: Fields): Container {
  const limits = amounts(mapAt(container, 'resources.limits'));
  const preStop = mapAt(container, 'lifecycle.preStop');
  return {
    name: String(container.name),
    at,
    requests: { ...limits, ...amounts(mapAt(container, 'resources.requests')) },
    limits,
    ...(Object.keys(preStop).length === 0
      ? { preStopSeconds: 0 }
      : number('preStopSeconds', fieldAt(preStop, 'sleep.seconds'))),
  };
}

const amounts = (values: Fields): Container['limits'] =>
  Object.fromEntries(
    Object.entries(units).flatMap(([key, unit]) => {
      const amount = quantity(values[key]);
      return amount === undefined ? [] : [[key, Math.round(amount * unit)]];
    }),
  );
