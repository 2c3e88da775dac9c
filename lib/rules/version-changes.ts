import { parse } from 'yaml';
import type { Artifact } from '../platform/artifact';
import { nameAndTag, postgresMajor } from '../platform/image-version';
import { isOlder, skippedMinor } from '../platform/version-step';
import { versionChange } from './output/version-change';
import type { Finding } from './types';

/** What runs in a version from which there is no way to every other, as a file says. */
interface Running {
  /** The same in both outputs where it is the same server with the same data. */
  readonly key: string;
  readonly version: string;
  readonly path: string;
  /** Why a step is refused, and the way out; undefined where it is taken. */
  readonly refuses: Refuses;
}

type Refuses = (from: string, to: string) => string | undefined;

const back =
  (who: string, wayOut: string): Refuses =>
  (from, to) =>
    isOlder(to, from)
      ? `${who} goes from ${from} to no older version, got ${to}; put ${from} back${wayOut}`
      : undefined;

const byOneMinor: Refuses = (from, to) => {
  const next = skippedMinor(to, from);
  return next === undefined
    ? back('EKS', '')(from, to)
    : `EKS goes up one minor version at a time, and ${from} to ${to} is more; deploy ${next} first`;
};

const otherMajor: Refuses = (from, to) =>
  from === to
    ? undefined
    : `PostgreSQL ${to} does not start on the data of ${from}; put the old image back, or move the data: docs/first-deployment.md, "PostgreSQL of another major version"`;

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Resources with a version, by type. */
const versioned: Readonly<
  Record<string, { readonly property: string; readonly path: string; readonly refuses: Refuses }>
> = {
  'AWS::EKS::Cluster': { property: 'Version', path: 'cluster.version', refuses: byOneMinor },
  'AWS::RDS::DBCluster': {
    property: 'EngineVersion',
    path: 'stores.postgres.engineVersion',
    refuses: back('Aurora', ', or restore a snapshot in an environment of its own'),
  },
  'AWS::ElastiCache::ReplicationGroup': {
    property: 'EngineVersion',
    path: 'stores.redis.engineVersion',
    refuses: back('ElastiCache', ', or remove the cache before'),
  },
};

interface Pod {
  readonly containers: readonly { readonly image: string }[];
  readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
}

interface StatefulSet {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly spec: Pod } };
}

interface OperatedCluster {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly imageName?: string };
}

interface ComposeFile {
  readonly services?: { readonly postgres?: { readonly image?: string } };
}

/** What each file says of versions. */
const readers: readonly { readonly files: RegExp; readonly read: (content: string) => readonly Running[] }[] = [
  {
    files: /^cloudformation\/.*-(cluster|data)\.template\.json$/,
    read: (content) => {
      const { Resources } = JSON.parse(content) as { readonly Resources: Readonly<Record<string, Resource>> };
      return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
        const { property = '', ...row } = versioned[Type] ?? {};
        const version = Properties?.[property];
        return 'path' in row && typeof version === 'string' ? [{ ...row, key: id, version }] : [];
      });
    },
  },
  {
    files: /^kubernetes\/.*\/statefulset-[^/]*postgres\.yaml$/,
    read: (content) => {
      const { metadata, spec } = parse(content) as StatefulSet;
      const { containers, volumes = [] } = spec.template.spec;
      const claims = volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
      return postgres(`StatefulSet ${metadata.name} ${claims.join(' ')}`, containers[0]?.image, otherMajor);
    },
  },
  {
    // CloudNativePG moves the data of an older major version by itself.
    files: /^kubernetes\/.*\/cluster-[^/]*postgres\.yaml$/,
    read: (content) => {
      const { metadata, spec } = parse(content) as OperatedCluster;
      return postgres(`Cluster ${metadata.name}`, spec.imageName, back('PostgreSQL', ', or restore a backup'));
    },
  },
  {
    files: /^compose\/compose\.yaml$/,
    read: (content) => postgres('service', (parse(content) as ComposeFile).services?.postgres?.image, otherMajor),
  },
];

function postgres(key: string, image: string | undefined, refuses: Refuses): readonly Running[] {
  const major = image === undefined ? undefined : postgresMajor(nameAndTag(image));
  return major === undefined ? [] : [{ key, version: `${major}`, path: 'stores.postgres.image', refuses }];
}

const readerOf = (path: string) => readers.find(({ files }) => files.test(path));

/** Whether a file may say a version: what a comparison has to know of an earlier output. */
export const saysVersions = (path: string): boolean => readerOf(path) !== undefined;

/** Steps from the version that an earlier synth wrote to that of a new one which the server would not take. */
export function versionChanges(before: readonly Artifact[], after: readonly Artifact[]): readonly Finding[] {
  const now = running(after);
  return [...running(before)].flatMap(([key, { version: from }]) => {
    const one = now.get(key);
    const message = one?.refuses(from, one.version);
    return one === undefined || message === undefined
      ? []
      : [
          {
            rule: versionChange.id,
            severity: versionChange.severity,
            path: one.path,
            message,
            value: one.version,
            limit: from,
          },
        ];
  });
}

const running = (artifacts: readonly Artifact[]): ReadonlyMap<string, Running> =>
  new Map(
    artifacts.flatMap(({ path, content }) =>
      (readerOf(path)?.read(content) ?? []).map((one) => [one.key, one] as const),
    ),
  );
