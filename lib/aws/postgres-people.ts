import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { peoplePolicyName } from './names';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';

export interface PostgresPeopleProps extends PlatformConstructProps {
  /** Id that RDS gave the cluster (`cluster-ABCD…`): a database that is made again under the same name has another. */
  readonly clusterResourceId: string;
  /** Names of policies are one space for all regions. */
  readonly region: 'first' | 'second';
}

/**
 * What lets a person sign in to one database as one user, with a token of IAM that is good for a quarter of an hour: a
 * policy, for the role that people take. The user is made by the bootstrap. Throws where the platform has no such user.
 */
export class PostgresPeople extends PlatformConstruct {
  public readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: PostgresPeopleProps) {
    super(scope, id, props, { paths: ['stores.postgres'] });
    const { platform, clusterResourceId, region } = props;
    const { people } = platform.stores.postgres;
    if (people === undefined) {
      throw new Error(`nobody signs in to the database of ${platform.environment} with IAM`);
    }
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: peoplePolicyName(platform.environment, region),
      description: `Signs in to the database memorai-${platform.environment} as ${people.username}`,
      statements: [
        new PolicyStatement({
          actions: ['rds-db:connect'],
          resources: [
            Stack.of(this).formatArn({
              service: 'rds-db',
              resource: 'dbuser',
              resourceName: `${clusterResourceId}/${people.username}`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          ],
        }),
      ],
    });
  }
}
