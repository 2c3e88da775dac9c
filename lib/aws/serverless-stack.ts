import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { awsOf } from './aws-facts';
import { DatabaseMigration } from './database-migration';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { ServiceApi } from './service-api';
import { ServiceFunction } from './service-function';
import { vpcOf } from './vpc-of';

export interface ServerlessStackProps extends PlatformStackProps {
  /**
   * The network of the functions.
   * @default the platform's own, by the ids that its stack publishes, or the existing one that the config names
   */
  readonly vpc?: IVpc;
}

/** The services as functions. Holds nothing but logs: with its protection lifted it can be deleted and made again. */
export class ServerlessStack extends PlatformStack {
  /** Present when the config names the application's SQL: the functions' aliases move after it. */
  public readonly migration?: DatabaseMigration;
  /** By the service's name. */
  public readonly functions: Readonly<Record<string, ServiceFunction>>;
  /** Of the services that are exposed, by name. */
  public readonly apis: Readonly<Record<string, ServiceApi>>;

  constructor(scope: Construct, id: string, { vpc: given, ...props }: ServerlessStackProps) {
    super(scope, id, 'serverless', props);
    const { platform } = this;
    const vpc = vpcOf(this, platform, given);
    const services = Object.values(platform.services);
    const { migration } = awsOf(platform);
    if (migration?.kind === 'function') {
      this.migration = new DatabaseMigration(this, 'Migration', { platform, migration, vpc });
    }
    this.functions = Object.fromEntries(
      services.map((service) => [
        service.name,
        new ServiceFunction(this, service.fullName, { platform, service, vpc }),
      ]),
    );
    for (const { alias } of Object.values(this.functions)) {
      if (this.migration !== undefined) alias.node.addDependency(this.migration.last);
    }
    this.apis = Object.fromEntries(
      services.flatMap((service) => {
        const handler = this.functions[service.name]?.alias;
        if (service.exposure === undefined || handler === undefined) {
          return [];
        }
        return [[service.name, new ServiceApi(this, `${service.fullName}-api`, { platform, service, handler })]];
      }),
    );
  }
}
