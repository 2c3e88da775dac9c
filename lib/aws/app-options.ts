import type { AppProps } from 'aws-cdk-lib/core';

/**
 * CDK's recommended feature flags that change a resource of ours. They are here and not in cdk.json, so that
 * `memorai synth` and `cdk synth` give the same templates. One is left out: partition literals load CDK's table of
 * regions, 6 MiB and a tenth of the whole time, to write `aws` in place of a reference.
 */
const featureFlags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy': false,
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true,
  '@aws-cdk/aws-apigateway:disableCloudWatchRole': true,
  '@aws-cdk/aws-apigateway:logGroupDestinationArnWithoutWildcard': true,
  '@aws-cdk/aws-kms:aliasNameRef': true,
  '@aws-cdk/aws-rds:auroraClusterChangeScopeOfInstanceParameterGroupWithEachParameters': true,
  '@aws-cdk/aws-rds:databaseProxyUniqueResourceName': true,
  '@aws-cdk/aws-rds:preventRenderingDeprecatedCredentials': true,
  '@aws-cdk/core:checkSecretUsage': true,
  // Our stacks never refer to each other (ADR 9). Where a team's do, what they use may not be deleted under them.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:explicitStackTags': true,
  '@aws-cdk/core:validateSnapshotRemovalPolicy': true,
} as const;

/**
 * Options of every App of ours. What would make a template differ by machine or by CDK version is off: usage
 * reporting (a CDKMetadata resource), construct paths, asset paths and stack traces.
 */
export const appOptions = {
  analyticsReporting: false,
  stackTraces: false,
  postCliContext: {
    ...featureFlags,
    'aws:cdk:enable-path-metadata': false,
    'aws:cdk:enable-asset-metadata': false,
    'aws:cdk:disable-logicalId-metadata': true,
  },
} as const satisfies AppProps;
