import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ParameterFact } from '../platform/types';
import { awsOf, pinLogicalId, removalPolicy } from './aws-facts';
import { logicalIds } from './logical-ids';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { publishParameters } from './publish-parameters';

/** How long a layer of a push that was replaced or never finished is kept. */
const UNTAGGED = Duration.days(7);

/** The repositories of the services' images: a tag is never overwritten, what is pushed is scanned, old images go. */
export class RegistryStack extends PlatformStack {
  /** By name: `memorai/api`. */
  public readonly repositories: Readonly<Record<string, CfnRepository>>;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  /** Throws where the images are kept elsewhere. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'registry', props);
    const { platform } = this;
    const { registry } = awsOf(platform);
    if (registry === undefined) {
      throw new Error(`environment ${platform.environment} has no registry of its own`);
    }
    const isProtected = platform.protection.level === 'full';
    this.repositories = Object.fromEntries(
      registry.repositories.map((name) => {
        const repository = new CfnRepository(this, logicalIds.repository(name), {
          repositoryName: name,
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfiguration: { encryptionType: 'AES256' },
          lifecyclePolicy: { lifecyclePolicyText: lifecycle(registry.keepImages) },
          emptyOnDelete: !isProtected,
        });
        repository.applyRemovalPolicy(removalPolicy(platform.protection));
        pinLogicalId(repository, logicalIds.repository(name));
        return [name, repository];
      }),
    );
    this.parameters = publishParameters(this, awsOf(platform), {
      registryRepositories: Object.values(this.repositories).map(({ attrRepositoryUri }) => attrRepositoryUri),
    });
  }
}

/** The rule for any image has to come last (AWS documentation, 'Lifecycle policy evaluation'). */
function lifecycle(keepImages: number): string {
  const expire = { type: 'expire' };
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: 'what no tag names',
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: UNTAGGED.toDays(),
        },
        action: expire,
      },
      {
        rulePriority: 2,
        description: 'the oldest',
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: keepImages },
        action: expire,
      },
    ],
  });
}
