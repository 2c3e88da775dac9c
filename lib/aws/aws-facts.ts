import { CfnResource, RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Alarms, Aws, Platform, Protection } from '../platform/types';

/** The platform's AWS section. Throws where the config has none. */
export function awsOf(platform: Platform): Aws {
  if (platform.aws === undefined) {
    throw new Error(`environment ${platform.environment} has no aws section; add \`aws: { region: … }\` to its config`);
  }
  return platform.aws;
}

/** Names and limits of the platform's alarms. Throws where it has nothing in AWS that an alarm could watch. */
export function alarmFactsOf(platform: Platform): Alarms {
  if (platform.alarms === undefined) {
    throw new Error(`environment ${platform.environment} has nothing in AWS to watch`);
  }
  return platform.alarms;
}

/**
 * What becomes of a resource with data when it leaves its stack. With full protection it stays; only a resource
 * of a creation that failed is removed, or its fixed name would block the next attempt.
 */
export function removalPolicy(protection: Protection): RemovalPolicy {
  return protection.level === 'full' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

/** Gives a construct's resource its fixed logical id. */
export function pinLogicalId(construct: IConstruct, logicalId: string): CfnResource {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) {
    throw new Error(`${construct.node.path} has no resource of its own to pin as ${logicalId}`);
  }
  resource.overrideLogicalId(logicalId);
  return resource;
}
