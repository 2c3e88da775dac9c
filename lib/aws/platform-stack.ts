import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { TargetOutput } from '../platform/facts';
import { ownTags } from '../platform/own-tags';
import { stackTable } from '../platform/stacks';
import type { Platform, StackName } from '../platform/types';
import { awsOf } from './aws-facts';
import { nextSteps } from './next-steps';
import { type CheckOptions, reportRules, templateErrors } from './report-rules';

export interface PlatformStackProps extends Omit<StackProps, 'env' | 'stackName' | 'tags'> {
  readonly platform: Platform;
  /**
   * How the rules are asked about the platform: what they find is shown by `cdk synth`, on the first of the platform's
   * stacks in a scope. What no template may hold, a team's own resources in it included, fails the synth. `false` where they
   * have been asked already.
   *
   * @default - our rules, and exceptions do not end
   */
  readonly check?: CheckOptions | false;
}

/**
 * A stack whose name, account, region and tags are the platform's; its outputs say what a person does next. The first one
 * of a platform shows what the rules find in it.
 */
export abstract class PlatformStack extends Stack {
  public readonly platform: Platform;

  /**
   * Throws where the environment has no such stack.
   * @param part which of the platform's stacks this is
   * @param region the platform's, unless it is for the second region
   */
  protected constructor(scope: Construct, id: string, part: StackName, props: PlatformStackProps, region?: string) {
    const { platform, check = {}, ...stackProps } = props;
    const aws = awsOf(platform);
    const stackName = aws.stacks[part];
    if (stackName === undefined) {
      throw new Error(`environment ${platform.environment} has no ${part} stack`);
    }
    super(scope, id, {
      ...stackProps,
      description: stackProps.description ?? `Memorai ${platform.environment}, ${part}: ${stackTable[part].holds}`,
      terminationProtection: stackProps.terminationProtection ?? platform.protection.level === 'full',
      stackName,
      env: { region: region ?? aws.region, ...(aws.account === undefined ? {} : { account: aws.account }) },
    });
    this.platform = platform;
    for (const [key, value] of Object.entries(tagsOf(platform))) {
      Tags.of(this).add(key, value);
    }
    for (const { id: outputId, description, value } of nextSteps(platform, part)) {
      new CfnOutput(this, outputId, { description, value });
    }
    const isFirst = !scope.node.children.some(
      (other) => other !== this && other instanceof PlatformStack && other.platform === platform,
    );
    if (check === false) return;
    if (isFirst) reportRules(this, platform, check);
    this.node.addValidation({ validate: () => templateErrors(platform, this.rendered(), check) });
  }

  /** The template as it is now, with what a team added, in the form in which CDK writes it. */
  private rendered(): TargetOutput {
    const path = `cloudformation/${this.stackName}.template.json`;
    const value: unknown = this.resolve(this._toCloudFormation());
    return {
      artifacts: [{ path, content: JSON.stringify(value, undefined, 1) }],
      facts: () => (require('./facts') as typeof import('./facts')).awsFacts([{ path, value }]),
    };
  }
}

/** Tags of every resource of the environment. */
export const tagsOf = (platform: Platform): Readonly<Record<string, string>> => ({
  ...ownTags(platform.environment),
  ...awsOf(platform).tags,
});
