import { looksLikeSecret } from '../config/literal-secrets';
import { isSecretKey } from '../config/secret-keys';
import { type Fields, isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import type { Platform } from '../platform/types';
import { podChecks, portsListed } from './check-pods';
import { componentOf, components, type PlacedObject } from './components';
import { keyOf } from './declared-externals';
import { containersOf, podTemplateOf } from './pod-template-of';
import { factsOf } from './references';
import { restrictedViolations } from './restricted';
import { patchOf } from './who-wrote';
import { type Check, type Checked, type Found, World } from './world';
import { writtenAt } from './written-at';

/** What is wrong with a final object. */
export interface ObjectProblem {
  /** Path in the config of the patch or extra object that a person would change. */
  readonly path: string;
  readonly message: string;
}

/**
 * Holds the final objects of a platform against each other: pods that are selected, names that resolve, what `restricted`
 * and labels ask for, images, secrets. What the library makes passes; a patch or an object of a team's own may not.
 */
export function checkObjects(platform: Platform, placed: readonly PlacedObject[]): readonly ObjectProblem[] {
  const all = placed.map(
    (one): Checked => ({
      placed: one,
      object: one.object,
      facts: factsOf(one.object),
      pods: podTemplateOf(one.object),
    }),
  );
  const world = new World(platform, all);
  return all.flatMap((one) =>
    checks
      .flatMap((check) => check(one, world))
      .map(({ at, message, of }) => ({
        path: blamed(one, world, at, of),
        message: `${one.object.kind} ${one.object.metadata.name}: ${at} ${message}`,
      })),
  );
}

/** The patch or the line of the config that says so, whoever wrote the object last, or whoever changed what it refers to. */
function blamed({ placed, object }: Checked, { platform, all }: World, at: string, of: Found['of']): string {
  const other = all.find((one) => one.object.kind === of?.kind && one.object.metadata.name === of.name);
  const { sources = [] } = placed;
  return (
    patchOf(sources, platform.patches, at) ??
    writtenAt(platform, object, at) ??
    sources.at(-1) ??
    other?.placed.sources?.at(-1) ??
    'patches'
  );
}

const OUR_LABELS = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(
  (key) => `app.kubernetes.io/${key}`,
);
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/** An object that was added to a chart in code has the labels that its team gives it; those of the config get ours. */
const isOfChart = ({ component, sources = [] }: PlacedObject) =>
  component === components.extra.folder && !sources.some((source) => source.startsWith('extraObjects'));

const labels: Check = ({ object, placed }) => {
  const found = mapAt(object, 'metadata.labels');
  const wanted = isOfChart(placed) ? [] : OUR_LABELS;
  return [
    ...wanted
      .filter((key) => found[key] === undefined)
      .map((key) => ({
        at: 'metadata.labels',
        message: `has no ${key}, which every object carries`,
      })),
    ...Object.entries(found)
      .filter(([, value]) => typeof value !== 'string' || !LABEL_VALUE.test(value))
      .map(([key, value]) => ({
        at: 'metadata.labels',
        message: `${key} must be text of at most 63 letters, digits, "-", "_" and ".", got ${JSON.stringify(value)}`,
      })),
  ];
};

/** Kinds whose names become part of a host name or of a label. */
const LABEL_KINDS = ['Service', 'Namespace', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'];
/** A CronJob's Jobs get 11 characters more. */
const longestName = (kind: string) => (kind === 'CronJob' ? 52 : 63);

const names: Check = ({ object: { kind, metadata } }) => {
  const { name } = metadata;
  return !LABEL_KINDS.includes(kind) || (/^[a-z0-9-]+$/.test(name) && name.length <= longestName(kind))
    ? []
    : [
        {
          at: 'metadata.name',
          message: `must be a DNS label of at most ${longestName(kind)} characters without ".", got "${name}"`,
        },
      ];
};

const contains = (all: Fields, some: Fields) => Object.entries(some).every(([key, value]) => all[key] === value);

const selector: Check = ({ object, pods }) => {
  const found = mapAt(object, 'spec.selector.matchLabels');
  return pods === undefined || object.kind === 'Job' || object.kind === 'CronJob' || contains(pods.labels, found)
    ? []
    : [{ at: 'spec.selector.matchLabels', message: 'does not fit the labels of its own pods' }];
};

/** What is selected is there, and has the ports that are named. */
const selections: Check = ({ object, facts }, { all, called }) =>
  facts.selections.flatMap(({ at, of, labels: wanted, ports }) => {
    if (Object.keys(wanted).length === 0) return [];
    // The label that ours select by leads to few.
    const candidates = of === 'pods' && wanted.app !== undefined ? (called.get(wanted.app) ?? []) : all;
    const chosen = candidates.filter((one) => {
      const found =
        of === 'pods' ? labelsOfPods(one) : one.object.kind === 'Service' && mapAt(one.object, 'metadata.labels');
      return isMap(found) && one.object.metadata.namespace === object.metadata.namespace && contains(found, wanted);
    });
    const [first] = chosen;
    if (first === undefined) return [{ at, message: `fits no ${of}` }];
    const known = chosen.flatMap(portsOf);
    return ports
      .filter((port) => !known.includes(port) && (typeof port === 'string' || known.length > 0))
      .map((port) => ({
        at,
        message: `leads to ${of} without a port ${JSON.stringify(port)}`,
        of: { kind: first.object.kind, name: first.object.metadata.name },
      }));
  });

/** An operator gives the pods of a database that it keeps the labels of its own object. */
const labelsOfPods = ({ object, pods }: Checked) =>
  object.kind === 'Cluster' ? mapAt(object, 'metadata.labels') : pods?.labels;

/** By name and by number; pods may listen on ports that they do not list, so that none says nothing of numbers. */
const portsOf = ({ object, pods }: Checked): readonly unknown[] =>
  pods === undefined
    ? itemsAt(object, 'spec.ports').flatMap(([, { name, port }]) => [name, port])
    : containersOf(pods.spec).flatMap(([, container]) => portsListed(container));

/** Every name that is given of another object leads to one, and in time. */
const resolves: Check = ({ facts, placed }, world) =>
  facts.references.flatMap((reference) => {
    const { at, kind, name, key, port } = reference;
    const of = { kind, name };
    const found = world.find(reference);
    if (found === undefined) {
      if (world.isExternal(reference, placed)) return [];
      const known = world.names(kind);
      const wayOut =
        kind === 'Secret' ? '; write an ExternalSecret that makes it, or mark the reference as optional' : '';
      return [{ at, of, message: `names ${kind} ${name}, which is not there${wayOut || list(known)}` }];
    }
    if (found.stage !== undefined && componentOf(placed.component).stage < found.stage)
      return [{ at, of, message: `names ${kind} ${name}, which is applied only in a later stage (${found.stage})` }];
    if (key !== undefined && found.keys?.includes(key) === false)
      return [{ at, of, message: `names key ${key} of ${kind} ${name}, which has none of this name` }];
    if (port !== undefined && found.ports?.includes(port) === false)
      return [{ at, of, message: `names port ${port} of ${kind} ${name}; it has ${found.ports.join(', ')}` }];
    return [];
  });

const list = (known: readonly string[]) =>
  known.length === 0 || known.length > 12 ? '' : `; there are ${known.join(', ')}`;

const podSecurity: Check = ({ object, pods }, world) =>
  pods === undefined || world.podSecurity(object.metadata.namespace) !== 'restricted'
    ? []
    : restrictedViolations(pods.spec).map(({ at, message }) => ({
        at: `${pods.path}.${at}`,
        message: `${message}: the namespace enforces restricted`,
      }));

/** An image that the config names is weighed by the rule `image-pinned`, which knows where it stands. */
const images: Check = ({ facts }, { named }) =>
  facts.images
    .filter(({ image }) => !image.includes('@') && !/:(?!latest$)[^/:]+$/.test(image) && !named.has(image))
    .map(({ at, image }) => ({ at, message: `must name a version, or a digest, got "${image}"` }));

/** Under an autoscaler a count would be put back with every apply, and changed again by the autoscaler. */
const counts: Check = ({ object: { kind, metadata, ...fields } }, { scaled }) => {
  const isScaled = scaled.has(keyOf({ kind, namespace: metadata.namespace, name: metadata.name }));
  return isScaled && mapAt(fields, 'spec').replicas !== undefined
    ? [{ at: 'spec.replicas', message: 'must not be set: an autoscaler counts its pods' }]
    : [];
};

const REMEDY = 'no output may hold a secret: keep it in the secret store, and refer to it by secretKeyRef';

const secrets: Check = ({ object, pods }) => {
  const inSecret = ['data', 'stringData'].filter((field) => object.kind === 'Secret' && object[field] !== undefined);
  const variables = (pods === undefined ? [] : containersOf(pods.spec)).flatMap(([at, container]) =>
    itemsAt(container, 'env').map(
      ([env, item]) => [`${pods?.path}.${at}.${env}`, textAt(item, 'name'), item.value] as const,
    ),
  );
  const entries = Object.entries(object.kind === 'ConfigMap' ? mapAt(object, 'data') : {}).map(
    ([key, value]) => [`data.${key}`, key, value] as const,
  );
  return [
    ...inSecret.map((at) => ({ at, message: `holds values; ${REMEDY}` })),
    ...[...variables, ...entries]
      .filter(([, name, value]) => typeof value === 'string' && value !== '' && isSecretText(name ?? '', value))
      .map(([at]) => ({ at, message: `holds a secret; ${REMEDY}` })),
  ];
};

/** A name such as REDIS_PASSWORD, or a value that has the form of a secret; a reference such as $(REDIS_PASSWORD) is none. */
const isSecretText = (name: string, value: string): boolean => {
  const literal = value.replace(/\$\(\w+\)/g, '');
  return looksLikeSecret(literal) || (isSecretKey(name) && literal !== '' && !/^(true|false)$/.test(literal));
};

const checks: readonly Check[] = [
  names,
  labels,
  selector,
  selections,
  resolves,
  podSecurity,
  images,
  counts,
  secrets,
  ...podChecks,
];
