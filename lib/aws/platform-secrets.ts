import { CfnSecret, type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ManagedSecret, Platform } from '../platform/types';
import { acceptFindings } from './accepted-findings';
import { pinLogicalId, removalPolicy } from './aws-facts';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { passwordRule, signingKeyRule } from './secret-rules';

export interface PlatformSecretsProps extends PlatformConstructProps {}

/**
 * Every secret that the platform keeps in Secrets Manager. No value is ever in a template: Secrets Manager makes
 * ours, those that somebody else issues start without one.
 */
export class PlatformSecrets extends PlatformConstruct {
  /** By name, such as `memorai/production/JWT_SECRET`. */
  public readonly resources: Readonly<Record<string, CfnSecret>>;
  private readonly secrets: Readonly<Record<string, ISecret>>;

  constructor(scope: Construct, id: string, props: PlatformSecretsProps) {
    super(scope, id, props, { paths: ['secrets'] });
    const { managedSecrets, protection, aws } = props.platform;
    const recovery = aws?.recovery;
    this.resources = Object.fromEntries(
      managedSecrets.map((secret) => {
        const logicalId = logicalIds.secret(secret.name);
        const resource = new CfnSecret(this, logicalId, {
          name: secret.name,
          description: secret.description,
          ...generator(secret),
          // Without them nothing starts there (E147).
          ...(recovery === undefined ? {} : { replicaRegions: [{ region: recovery.region }] }),
        });
        resource.applyRemovalPolicy(removalPolicy(protection));
        pinLogicalId(resource, logicalId);
        acceptFindings(resource, withoutRotation(secret, props.platform), 'AwsSolutions-SMG4');
        return [secret.name, resource];
      }),
    );
    this.secrets = Object.fromEntries(
      Object.entries(this.resources).map(([name, { node, ref }]) => [
        name,
        Secret.fromSecretCompleteArn(this, `${node.id}Reference`, ref),
      ]),
    );
  }

  /** For constructs that take a secret. Throws for a name that the platform does not manage. */
  public get(name: string): ISecret {
    const secret = this.secrets[name];
    if (secret === undefined) {
      throw new Error(`no managed secret ${name}; there are ${Object.keys(this.secrets).join(', ') || 'none'}`);
    }
    return secret;
  }
}

/** Why nothing rotates it. */
function withoutRotation({ name, content }: ManagedSecret, { aws }: Platform): string {
  switch (content.kind) {
    case 'thirdParty':
      return 'somebody else issues it, and has no API that a rotation could ask for a new one';
    case 'databaseUser':
      return name === aws?.databaseSecrets.admin
        ? 'only the bootstrap signs in with it, when the stack is made or its statements change'
        : 'who signs in with it reads it at its start: a rotation without a rollout would lock it out';
    case 'generated':
      return name === aws?.cacheSecret
        ? 'the cache and its clients take a new one together: a rotation alone would lock them out'
        : 'the application holds one key at a time: a new one signs everybody out, or leaves content unreadable';
  }
}

/** Nothing for a third party's: CDK's `Secret` would fill it, and an unfilled one could not be told from a filled one. */
function generator({
  content,
}: ManagedSecret): { generateSecretString: CfnSecret.GenerateSecretStringProperty } | undefined {
  switch (content.kind) {
    case 'generated':
      return { generateSecretString: signingKeyRule };
    case 'databaseUser':
      return { generateSecretString: passwordRule(content.username) };
    case 'thirdParty':
      return undefined;
  }
}
