import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Role } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Platform, Service } from '../platform/types';
import { consumesQueue } from '../platform/uses';
import { cfnAlarm } from './alarms/cfn-alarm';
import { rollbackAlarm } from './alarms/functions';
import { alarmFactsOf, pinLogicalId } from './aws-facts';
import { functionSecurityGroup } from './function-egress';
import { functionEnvironment } from './function-environment';
import { functionRole, grantQueue } from './function-policy';
import { GradualDeployment } from './gradual-deployment';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { functionCode } from './reference-code';
import type { Subject } from './report-rules';
import { storeClients } from './store-clients';
import { functionSubnets } from './subnets';
import { alarmTopicArn } from './topic-arn';

export interface ServiceFunctionProps extends PlatformConstructProps {
  readonly service: Service;
  readonly vpc: IVpc;
}

/**
 * One service as a Lambda function, on arm64: a fifth cheaper for the same work, so code with native modules has to
 * be built for it. Callers call its alias: each release is a version, which gets traffic as `lambda.deployment` says.
 * With full protection old versions stay, so that the alias can be pointed back at once. Throws for a service without `lambda`: the environment is not serverless.
 */
export class ServiceFunction extends PlatformConstruct {
  public readonly function: LambdaFunction;
  /** What API and queue invoke. */
  public readonly alias: Alias;
  /** Present unless all traffic moves at once. */
  public readonly gradualDeployment?: GradualDeployment;
  /** Takes a deployment back; present with it. */
  public readonly rollbackAlarm?: CfnAlarm;
  public readonly role: Role;
  public readonly securityGroup: SecurityGroup;
  public readonly logGroup: LogGroup;
  /** Feeds a service that consumes the queue. */
  public readonly eventSource?: SqsEventSource;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id, withService(props), subjectOf(props.service));
    const { platform, service, vpc } = props;
    const { lambda } = service;
    if (lambda === undefined) {
      throw new Error(`service ${service.name} of ${platform.environment} is no function; use deployment serverless`);
    }
    const { functionName } = lambda;

    this.logGroup = logGroup(
      this,
      'LogGroup',
      platform,
      `/aws/lambda/${functionName}`,
      // Its fixed name would block the stack from being made again.
      RemovalPolicy.DESTROY,
    );
    this.role = functionRole(this, functionName, this.logGroup, service.settings);
    grantQueue(this.role, this, platform, service.uses);
    this.securityGroup = functionSecurityGroup(this, platform, functionName, service.uses, vpc);

    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: `${service.fullName} of ${platform.environment}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: functionCode(service.name, lambda.code),
      handler: lambda.handler,
      memorySize: lambda.memoryMiB,
      timeout: Duration.seconds(lambda.timeoutSeconds),
      environment: { ...functionEnvironment(service.name, service.settings) },
      role: this.role,
      logGroup: this.logGroup,
      tracing: lambda.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      currentVersionOptions: { removalPolicy: oldVersions(platform) },
      vpc,
      vpcSubnets: { subnets: functionSubnets(this, vpc) },
      securityGroups: [this.securityGroup, ...storeClients(this, platform, service.uses)],
      // A mapping has a limit of its own; reserving as well would only take from the account's pool.
      ...(lambda.trigger === 'http' ? { reservedConcurrentExecutions: lambda.concurrency } : {}),
    });
    pinLogicalId(this.function, logicalIds.serviceFunction(service.fullName));
    // CDK's own classes do not meet its interfaces under exactOptionalPropertyTypes; they are the same.
    const version = this.function.currentVersion as IVersion;
    this.alias = new Alias(this, 'Alias', { aliasName: lambda.aliasName, version });
    pinLogicalId(this.alias, logicalIds.serviceAlias(service.fullName));
    if (lambda.deployment !== 'AllAtOnce') {
      const { limits, namePrefix } = alarmFactsOf(platform);
      const row = rollbackAlarm(service, lambda, limits.errorPercent);
      this.rollbackAlarm = cfnAlarm(this, row, `${namePrefix}${row.id}`, alarmTopicArn(this, platform));
      this.gradualDeployment = new GradualDeployment(this, 'Deployment', {
        lambda,
        alias: this.alias,
        alarmNames: [this.rollbackAlarm.ref],
      });
    }

    if (lambda.trigger === 'queue' && platform.queue.provider === 'sqs') {
      this.eventSource = new SqsEventSource(workQueue(this, platform.queue.queueName), {
        batchSize: platform.queue.batchSize,
        maxBatchingWindow: Duration.seconds(platform.queue.batchWindowSeconds),
        maxConcurrency: lambda.concurrency,
        reportBatchItemFailures: true,
      });
      this.alias.addEventSource(this.eventSource);
    }
  }
}

/** The platform with this very service in it, whoever changed it since. */
const withService = ({ platform, service, ...props }: ServiceFunctionProps): PlatformConstructProps =>
  platform.services[service.name] === service
    ? { platform, ...props }
    : { platform: { ...platform, services: { ...platform.services, [service.name]: service } }, ...props };

const subjectOf = ({ name, uses }: Service): Subject => ({
  paths: [`services.${name}`],
  rules: consumesQueue(uses) ? ['queue-visibility'] : [],
});

const oldVersions = ({ protection }: Platform): RemovalPolicy =>
  protection.level === 'full' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** The queue by its name: no reference to its stack. */
function workQueue(scope: Construct, name: string): IQueue {
  return Queue.fromQueueArn(scope, 'Queue', Stack.of(scope).formatArn({ service: 'sqs', resource: name }));
}
