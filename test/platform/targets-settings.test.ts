import { functionEnvironment } from '../../lib/aws/function-environment';
import { composeProject } from '../../lib/compose/file';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { type Platform, resolvePlatform, settingsRegistry } from '../../lib/platform/index';
import { readPointers } from '../../lib/runtime/setting-pointers';
import { compose, production, serverless } from '../support/configs';

/** How a target supplies one setting. */
type Supply = 'value' | 'secret' | 'parameter' | 'template';
type Supplies = Readonly<Record<string, Supply>>;

const services = { dashboard: { enabled: false }, mcp: { enabled: false } } as const;
/** The same platform on each target: the services that all three have, the same stores beside them. */
const stores = {
  postgres: { provider: 'external', host: 'db.memorai.com' },
  redis: { host: 'redis.memorai.com' },
  qdrant: { host: 'qdrant.memorai.com' },
} as const;
const targets = {
  kubernetes: production({ services, stores }),
  lambda: serverless({ stores }),
  compose: compose({ domain: 'memorai.com', services, stores, compose: { proxy: { kind: 'caddy' } } }),
} satisfies Readonly<Record<string, PlatformConfig>>;
type Target = keyof typeof targets;

/** Read from what is rendered, not from the platform. */
const read: Readonly<Record<Target, (platform: Platform, service: string) => Supplies>> = {
  kubernetes: (platform, service) => {
    const objects = kubernetesObjects(platform).map(({ object }) => object as unknown as Rendered);
    const config = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    const [container] =
      objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === `memorai-${service}`)?.spec
        ?.template?.spec.containers ?? [];
    return Object.fromEntries([
      ...Object.keys(config).map((name) => [name, 'value'] as const),
      ...(container?.env ?? []).map(({ name, value }) => [name, value === undefined ? 'secret' : 'value'] as const),
    ]);
  },
  lambda: (platform, service) => {
    const { plain, pointers, templates } = readPointers(
      functionEnvironment(service, platform.services[service]?.settings ?? []),
    );
    return Object.fromEntries([
      ...Object.keys(plain).map((name) => [name, 'value'] as const),
      ...pointers.map(({ setting, from }) => [setting, from] as const),
      ...templates.map(({ setting }) => [setting, 'template'] as const),
    ]);
  },
  compose: (platform, service) =>
    Object.fromEntries(
      Object.entries(composeProject(platform).file.services[`memorai-${service}`]?.environment ?? {}).map(
        ([name, value]) => [name, typeof value === 'string' ? 'value' : 'secret'],
      ),
    ),
};

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly containers: readonly {
          readonly env?: readonly { readonly name: string; readonly value?: string }[];
        }[];
      };
    };
  };
}

/** Where a target has no use for a setting that another one has. */
const notApplicable: Readonly<Record<string, { readonly on: readonly Target[]; readonly because: string }>> = {
  AWS_REGION: { on: ['kubernetes', 'lambda'], because: 'the identity of the workload brings it' },
  AWS_ACCESS_KEY_ID: { on: ['kubernetes', 'lambda'], because: 'the identity of the workload stands for it (E42)' },
  AWS_SECRET_ACCESS_KEY: { on: ['kubernetes', 'lambda'], because: 'the identity of the workload stands for it (E42)' },
  ...Object.fromEntries(
    Object.entries(settingsRegistry).flatMap(([name, { consumers, notInFunctions }]) =>
      notInFunctions === undefined || consumers.of === 'api-clients'
        ? []
        : [[name, { on: ['lambda' as const], because: notInFunctions }]],
    ),
  ),
};

/** Where a setting is supplied in another way than as a value, by the way of each target. */
const supplied: Readonly<Record<string, Readonly<Record<Target, Supply>>>> = {
  secret: { kubernetes: 'secret', lambda: 'secret', compose: 'secret' },
  'connection string': { kubernetes: 'secret', lambda: 'template', compose: 'secret' },
  'fact of the deployment': { kubernetes: 'secret', lambda: 'parameter', compose: 'value' },
};
const kinds: Readonly<Record<string, keyof typeof supplied>> = {
  DATABASE_URL: 'connection string',
  REDIS_URL: 'connection string',
  QUEUE_URL: 'fact of the deployment',
  ...Object.fromEntries(
    [
      'DB_PASSWORD',
      'REDIS_PASSWORD',
      'QDRANT_API_KEY',
      'JWT_SECRET',
      'ENCRYPTION_KEY',
      'SESSION_SECRET',
      'OPENAI_API_KEY',
      'SENDGRID_API_KEY',
    ].map((name) => [name, 'secret']),
  ),
};

const platforms = Object.fromEntries(
  Object.entries(targets).map(([target, config]) => [target, resolvePlatform(config)]),
) as Record<Target, Platform>;
const all = Object.keys(targets) as Target[];
const supplies = (service: string) =>
  Object.fromEntries(all.map((target) => [target, read[target](platforms[target], service)])) as Record<
    Target,
    Supplies
  >;

describe.each(['api', 'worker'])('the settings of %s', (service) => {
  const found = supplies(service);
  const names = [...new Set(all.flatMap((target) => Object.keys(found[target])))].sort();

  test('are more than a few', () => {
    expect(names.length).toBeGreaterThan(30);
  });

  test.each(names)('%s is there on every target, or has a reason not to be', (name) => {
    const missing = all.filter((target) => found[target][name] === undefined);
    expect(missing).toEqual(notApplicable[name]?.on ?? []);
  });

  test.each(names)('%s is supplied as each target does it', (name) => {
    const kind = kinds[name];
    const expected = Object.fromEntries(
      all
        .filter((target) => found[target][name] !== undefined)
        .map((target) => [target, kind === undefined ? 'value' : supplied[kind]?.[target]]),
    );
    expect(
      Object.fromEntries(
        all.flatMap((target) => (found[target][name] === undefined ? [] : [[target, found[target][name]]])),
      ),
    ).toEqual(expected);
  });
});

test.each(Object.entries(notApplicable))('%s is left out for a reason that still holds', (name, { on }) => {
  for (const target of on) expect(read[target](platforms[target], 'worker')[name]).toBeUndefined();
  expect(read.compose(platforms.compose, 'worker')[name]).toBe('value');
});
