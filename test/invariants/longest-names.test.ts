import { parse } from 'yaml';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { checkPlatform } from '../../lib/rules/index';
import { synthesize } from '../../lib/synthesize';
import { production, serverless } from '../support/configs';

/** What the schema allows at most; the name of a function has two of them and a limit of its own. */
const thirty = 'a'.repeat(30);

const inKubernetes: PlatformConfig = {
  ...production({
    environment: thirty,
    services: {
      [thirty]: {
        port: 3010,
        expose: {},
        uses: ['postgres', 'redis', 'queue.consume'],
        volumes: { [thirty]: { kind: 'claim', mountPath: '/data', size: '1Gi' } },
        replicas: { min: 1, max: 1 },
        rollout: { strategy: 'Recreate' },
        autoscaling: { kind: 'none' },
      },
    },
    aws: {
      account: '123456789012',
      registry: { kind: 'create' },
      recovery: { kind: 'globalCluster', region: 'us-west-2' },
      proxy: true,
    },
  }),
  stores: { postgres: { provider: 'aurora' }, redis: { provider: 'elasticache' }, qdrant: { provider: 'cluster' } },
};

const asFunctions: PlatformConfig = {
  ...serverless({
    environment: thirty,
    services: {
      [thirty.slice(0, 25)]: { uses: ['postgres'], expose: {}, lambda: { code: 'schema', handler: 'a.b' } },
    },
  }),
  stores: {
    postgres: { provider: 'aurora' },
    redis: { provider: 'elasticache' },
    qdrant: { host: 'qdrant.internal.memorai.com' },
  },
};

/** Characters that AWS takes for a name, by the property that gives it (AWS documentation of each `Create…` call). */
const limits: Readonly<Record<string, number>> = {
  AlarmName: 255,
  AliasName: 128,
  ApplicationName: 100,
  BackupPlanName: 50,
  BackupVaultName: 50,
  BucketName: 63,
  CacheSubnetGroupName: 255,
  ClusterName: 100,
  DBClusterIdentifier: 63,
  DBInstanceIdentifier: 63,
  DBProxyName: 60,
  DashboardName: 255,
  DeploymentGroupName: 100,
  FunctionName: 64,
  GlobalClusterIdentifier: 63,
  LogGroupName: 512,
  ManagedPolicyName: 128,
  NodegroupName: 63,
  PolicyName: 128,
  QueueName: 80,
  ReplicationGroupId: 40,
  RepositoryName: 256,
  RoleName: 64,
  StageName: 128,
  TopicName: 256,
};

interface Named {
  readonly property: string;
  readonly name: string;
}

/** Every name that is text; of one that holds the account's number it is the rest, with twelve digits. */
function namesIn(value: unknown): Named[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([property, member]) => {
    const name = property in limits ? textOf(member) : undefined;
    return [...(name === undefined ? [] : [{ property, name }]), ...namesIn(member)];
  });
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const parts = typeof value === 'object' && value !== null && 'Fn::Join' in value ? value['Fn::Join'] : undefined;
  return Array.isArray(parts) && Array.isArray(parts[1])
    ? parts[1].map((part) => (typeof part === 'string' ? part : '123456789012')).join('')
    : undefined;
}

/**
 * A CronJob adds the time to the names of its Jobs, whose pods carry it as a label, and a StatefulSet a hash; a claim is
 * named by nothing but references.
 */
const longestName: Readonly<Record<string, number>> = { CronJob: 52, StatefulSet: 52, PersistentVolumeClaim: 253 };

/** Of an object of Kubernetes: its name, and the values of its labels and of those of its pods. */
function textsOf(object: {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec?: { template?: { metadata?: { labels?: Record<string, string> } } };
}): readonly { readonly what: string; readonly text: string; readonly limit: number }[] {
  const { kind, metadata, spec } = object;
  const labels = { ...metadata.labels, ...spec?.template?.metadata?.labels };
  return [
    { what: `${kind} name`, text: metadata.name, limit: longestName[kind] ?? 63 },
    ...Object.entries(labels).map(([key, text]) => ({ what: `${kind} label ${key}`, text, limit: 63 })),
  ];
}

test.each([
  ['in Kubernetes', inKubernetes],
  ['as functions', asFunctions],
] as const)('the longest names that the schema takes are taken by AWS and Kubernetes, %s', (_, config) => {
  const platform = resolvePlatform(config);
  expect(checkPlatform(platform).filter(({ severity }) => severity === 'error')).toEqual([]);
  const artifacts = synthesize(platform);
  const names = artifacts
    .filter(({ path }) => path.endsWith('.template.json'))
    .flatMap(({ content }) => namesIn(JSON.parse(content)));
  expect(names.length).toBeGreaterThan(10);
  expect(names.some(({ name }) => name.includes(thirty))).toBe(true);
  expect(names.filter(({ property, name }) => name.length > (limits[property] ?? 0))).toEqual([]);
  const texts = artifacts
    .filter(({ path }) => /^kubernetes\/\d\d-.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
    .flatMap(({ content }) => textsOf(parse(content)));
  expect(texts.length > 0).toBe(platform.cluster !== undefined);
  expect(texts.filter(({ text, limit }) => text.length > limit)).toEqual([]);
});
