import { Stack, type StackProps, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Platform, StackName } from '../platform/types';
import { awsOf } from './aws-facts';

export interface PlatformStackProps extends Omit<StackProps, 'env' | 'stackName' | 'tags'> {
  readonly platform: Platform;
}

/** A stack whose name, account, region and tags are the platform's. */
export abstract class PlatformStack extends Stack {
  public readonly platform: Platform;

  /**
   * Throws where the environment has no such stack.
   * @param part which of the platform's stacks this is
   * @param region the platform's, unless it is for the second region
   */
  protected constructor(scope: Construct, id: string, part: StackName, props: PlatformStackProps, region?: string) {
    const { platform, ...stackProps } = props;
    const aws = awsOf(platform);
    const stackName = aws.stacks[part];
    if (stackName === undefined) {
      throw new Error(`environment ${platform.environment} has no ${part} stack`);
    }
    super(scope, id, {
      ...stackProps,
      description: stackProps.description ?? `Memorai ${platform.environment}: ${part}`,
      terminationProtection: stackProps.terminationProtection ?? platform.protection.level === 'full',
      stackName,
      env: { region: region ?? aws.region, ...(aws.account === undefined ? {} : { account: aws.account }) },
    });
    this.platform = platform;
    for (const [key, value] of Object.entries(tagsOf(platform))) {
      Tags.of(this).add(key, value);
    }
  }
}

/** Tags of every resource. No version: it would touch every resource at each release. */
function tagsOf(platform: Platform): Readonly<Record<string, string>> {
  return {
    environment: platform.environment,
    'part-of': 'memorai',
    'managed-by': 'memorai-infra',
    ...awsOf(platform).tags,
  };
}
