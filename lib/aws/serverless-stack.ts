import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
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
  /** By the service's name. */
  public readonly functions: Readonly<Record<string, ServiceFunction>>;
  /** Of the services that are exposed, by name. */
  public readonly apis: Readonly<Record<string, ServiceApi>>;

  constructor(scope: Construct, id: string, { vpc: given, ...props }: ServerlessStackProps) {
    super(scope, id, 'serverless', props);
    const { platform } = this;
    const vpc = vpcOf(this, platform, given);
    const services = Object.values(platform.services);
    this.functions = Object.fromEntries(
      services.map((service) => [
        service.name,
        new ServiceFunction(this, service.fullName, { platform, service, vpc }),
      ]),
    );
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
