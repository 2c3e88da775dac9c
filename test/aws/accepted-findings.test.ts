import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import fc from 'fast-check';
import { addStacks, appOptions, PodIdentities } from '../../lib/aws';
import { acceptFindings } from '../../lib/aws/accepted-findings';
import { loadEnvironments } from '../../lib/cli/environments';
import type { PlatformConfig } from '../../lib/config/schema';
import type { Platform } from '../../lib/platform/types';
import { arbitraryConfig } from '../support/arbitrary-config';
import { accepted } from '../support/generated';
import { nagWithoutReasons } from '../support/nag';
import { propertySettings } from '../support/property-runs';
import { everything, inPublic, production, serverless, unprotected } from './platforms';
import { templatesOf } from './templates';

const withStores = (postgres: object = {}, redis: object = {}): Pick<PlatformConfig, 'stores'> => ({
  stores: {
    postgres: { provider: 'aurora', ...postgres },
    redis: { provider: 'elasticache', ...redis },
    qdrant: { host: 'qdrant.internal.memorai.com' },
  } as NonNullable<PlatformConfig['stores']>,
});
const region = 'us-east-1';
const inTwoRegions = (kind: 'backupOnly' | 'globalCluster') => ({
  aws: { region, recovery: { kind, region: 'us-west-2' } },
});

/** By what they have that others do not. */
const platforms: Readonly<Record<string, Platform>> = {
  functions: serverless(),
  'functions in public': inPublic(),
  'functions without protection': serverless(unprotected),
  'a cluster with all its stacks': everything(),
  'a cluster without protection': production({ ...unprotected, ...withStores(), ...inTwoRegions('globalCluster') }),
  'a small cache': production({ ...withStores(), tier: 'minimum' }),
  'Redis in one node': serverless(
    withStores({}, { engine: 'redis', topology: { mode: 'standalone' }, replicas: 0, snapshotRetentionDays: 0 }),
  ),
  'no IAM, no logs, no insights': production({
    ...withStores({ iamAuthentication: false, logExports: [], insights: 'off' }),
    ...inTwoRegions('globalCluster'),
  }),
  'two regions': production({ ...withStores(), ...inTwoRegions('globalCluster') }),
  'copies in a second region': production({ ...withStores(), ...inTwoRegions('backupOnly') }),
  'a public control plane with one log': production({
    aws: {
      region,
      eks: {
        kind: 'create',
        endpoint: { access: 'public', cidrs: ['203.0.113.0/24'], reason: 'the office has no way into the network' },
        logs: ['audit'],
      },
    },
  }),
  ...Object.fromEntries(
    loadEnvironments({ folder: 'environments', names: [] })
      .filter(({ platform }) => platform.aws !== undefined)
      .map(({ platform }) => [`the shipped ${platform.environment}`, platform]),
  ),
};

/** An app of somebody else, with our stacks in it. */
function appWith(platform: Platform): App {
  const app = new App({ ...appOptions, builtinCloudFormationValidation: false });
  addStacks(app, platform, { check: false });
  return app;
}

/** `rule path` of each finding. */
const found = (linter: AwsSolutionsChecks, app: App): string[] =>
  linter
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => `${ruleName} ${constructPath}`),
    )
    .sort();

test.each(Object.entries(platforms))('cdk-nag finds nothing: %s', (_, platform) => {
  const app = appWith(platform);
  expect(found(new AwsSolutionsChecks(app), app)).toEqual([]);
});

test.each(Object.entries(platforms))('nothing is accepted that is not found: %s', (_, platform) => {
  const app = appWith(platform);
  const said = app.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .flatMap((resource) =>
      (resource.getMetadata('cdk_nag')?.rules_to_suppress ?? []).map(
        ({ id }: { id: string }) => `${id} ${resource.node.path}`,
      ),
    );
  expect(said.sort()).toEqual(found(nagWithoutReasons(app), app));
});

test('synth of an app with the linter in it goes through, and would not without the reasons', () => {
  const app = appWith(serverless());
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();

  const strict = appWith(serverless());
  Validations.of(strict).addPlugins(nagWithoutReasons(strict));
  expect(() => strict.synth()).toThrow(/[Vv]alidation/);
});

test('cdk-nag finds nothing in what is made of generated configs', () => {
  fc.assert(
    fc.property(arbitraryConfig, (config) => {
      const platform = accepted(config);
      fc.pre(platform?.aws !== undefined);
      const app = appWith(platform as Platform);
      expect(found(new AwsSolutionsChecks(app), app)).toEqual([]);
    }),
    { ...propertySettings(8), maxSkipsPerRun: 1000 },
  );
});

test('the template says why, at the resource, in a sentence', () => {
  const reasons = [serverless(unprotected), everything()]
    .flatMap((platform) => Object.values(templatesOf(platform)))
    .flatMap(({ Resources }) => Object.values(Resources))
    .flatMap(({ Metadata }) => Metadata?.cdk_nag?.rules_to_suppress ?? []);
  expect(reasons.length).toBeGreaterThan(40);
  for (const { reason } of reasons) expect(reason.split(' ').length).toBeGreaterThan(4);
  expect(templatesOf(serverless()).data.Resources.MemoraiSecretPostgresAdmin?.Metadata).toEqual({
    cdk_nag: {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-SMG4',
          reason: 'only the bootstrap signs in with it, when the stack is made or its statements change',
        },
      ],
    },
  });
});

test('a right that is added to a role later is a finding', () => {
  const stack = new Stack(new App({ ...appOptions, builtinCloudFormationValidation: false }), 'own');
  const { aws } = everything();
  if (aws?.eks === undefined) throw new Error('no cluster');
  const { roles } = new PodIdentities(stack, 'Pods', { eks: aws.eks });
  const role = roles['kube-system/cluster-autoscaler'];
  if (role === undefined) throw new Error(`no such role; there are ${Object.keys(roles)}`);
  const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  role.policies = [{ policyName: 'Own', policyDocument: { Version: '2012-10-17', Statement: [statement] } }];
  expect(new AwsSolutionsChecks().validateScope(stack).violations.map(({ ruleName }) => ruleName)).toEqual([
    'AwsSolutions-IAM5[Action::s3:*]',
  ]);
});

test('what is no resource has no finding that could be accepted', () => {
  const app = new App();
  expect(() => acceptFindings(new Stack(app, 'own'), 'none', 'AwsSolutions-S1')).toThrow(
    'own is no resource and has none of its own: nothing is found there',
  );
});
