import {
  AccessLogFormat,
  CfnRestApi,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  MockIntegration,
  PassthroughBehavior,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Aws, Service } from '../platform/types';
import { acceptFindings, acceptManagedPolicies } from './accepted-findings';
import { ApiDomain, type ApiDomainProps, apiSecurityPolicy } from './api-domain';
import { ApiFirewall } from './api-firewall';
import { awsOf, pinLogicalId } from './aws-facts';
import { corsHeaders, preflight } from './cors';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { apiName } from './names';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';

/** Fields of one access log line. No query and no header: they may hold personal data. */
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integration.status',
  error: '$context.error.message',
  tlsVersion: '$context.tlsVersion',
};

/** Requests that one sandbox answers in a second at best: the guide expects 95 of 100 within 100 ms (L1319). */
const REQUESTS_PER_SANDBOX = 10;

/** No authorizer, and none that is a Cognito pool. */
const ofOpenMethods = ['AwsSolutions-APIG4', 'AwsSolutions-COG4'] as const;

export interface ServiceApiProps extends PlatformConstructProps {
  readonly service: Service;
  /** The function behind every path, by its alias. */
  readonly handler: Alias;
}

/**
 * A public REST API in front of one function: every method of every path, the root included (E23).
 * The function sets the CORS headers of its own answers; the gateway those of preflights and of its own errors.
 * Throws for a service that is not exposed, and for a platform that is not serverless.
 */
export class ServiceApi extends PlatformConstruct {
  public readonly api: RestApi;
  public readonly accessLogGroup: LogGroup;
  /** Where the gateway writes its own errors; it would make it itself otherwise, without an end of retention. */
  public readonly executionLogGroup: LogGroup;
  /** Present when the service limits requests per client, or the environment names groups of rules. */
  public readonly firewall?: ApiFirewall;
  /** Where other teams find its URL. */
  public readonly urlParameter: CfnParameter;
  /** Present when there is a certificate for the public host; the API is then reached under no other. */
  public readonly domain?: ApiDomain;
  /** Those of `expose.hosts`, by host: the same API under another name. */
  public readonly furtherDomains: Readonly<Record<string, ApiDomain>>;

  constructor(scope: Construct, id: string, props: ServiceApiProps) {
    super(scope, id, props, { paths: ['aws.api'] });
    const { platform, service, handler } = props;
    const aws = awsOf(platform);
    const { exposure } = service;
    const parameterName = aws.api?.urlParameters[service.name];
    if (
      aws.api === undefined ||
      exposure === undefined ||
      service.lambda === undefined ||
      parameterName === undefined
    ) {
      throw new Error(
        `service ${service.name} of ${platform.environment} has no API; it is not exposed, or no function`,
      );
    }
    const name = apiName(platform.environment, service.name);
    const { stageName, corsOrigins, managedRules, certificate } = aws.api;
    const { concurrency, tracing } = service.lambda;

    this.accessLogGroup = logGroup(
      this,
      'AccessLog',
      platform,
      `/memorai/${platform.environment}/${service.name}-access`,
      RemovalPolicy.DESTROY,
    );
    this.api = new RestApi(this, 'Api', {
      restApiName: name,
      description: `${service.fullName} of ${platform.environment}`,
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: certificate !== undefined,
      // Once per account and region: without this role the gateway may not write logs.
      cloudWatchRole: true,
      deployOptions: {
        stageName,
        tracingEnabled: tracing,
        metricsEnabled: true,
        // A guard before the function's own limit, which would answer 500: 429 past what its sandboxes can take.
        throttlingBurstLimit: concurrency,
        throttlingRateLimit: concurrency * REQUESTS_PER_SANDBOX,
        loggingLevel: MethodLoggingLevel.ERROR,
        // Bodies hold personal data.
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(this.accessLogGroup),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    const resource = pinLogicalId(this.api, logicalIds.serviceApi(service.fullName));
    if (resource instanceof CfnRestApi) {
      // TLS 1.2 and 1.3, modern ciphers; the gateway's own default still takes TLS 1.0.
      Object.assign(resource, apiSecurityPolicy);
    }

    acceptFindings(
      this.api,
      'every path goes to one function, which knows the schemas and validates; the gateway knows none',
      'AwsSolutions-APIG2',
    );
    const logRole = this.api.node.tryFindChild('CloudWatchRole');
    if (logRole !== undefined) {
      acceptManagedPolicies(logRole, 'the account-wide role of API Gateway: AWS keeps its list of actions');
    }

    this.executionLogGroup = logGroup(
      this,
      'ExecutionLog',
      platform,
      `API-Gateway-Execution-Logs_${this.api.restApiId}/${stageName}`,
      RemovalPolicy.DESTROY,
    );
    this.api.deploymentStage.node.addDependency(this.executionLogGroup);

    this.route(handler, Duration.millis(aws.api.integrationTimeoutMs), corsOrigins);
    for (const path of exposure.hiddenPaths) {
      this.hide(path);
    }
    for (const [type, responseType] of [
      ['4xx', ResponseType.DEFAULT_4XX],
      ['5xx', ResponseType.DEFAULT_5XX],
    ] as const) {
      this.api.addGatewayResponse(`Response${type}`, { type: responseType, responseHeaders: corsHeaders(corsOrigins) });
    }
    const { requestsPerMinute } = exposure;
    const stage = this.api.deploymentStage;
    if (requestsPerMinute !== undefined || managedRules.length > 0) {
      this.firewall = new ApiFirewall(this, 'Firewall', {
        name,
        managedRules,
        stage,
        ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
      });
    }
    const further: Record<string, ApiDomain> = {};
    if (certificate !== undefined) {
      const domain = (host: string, id: string) =>
        new ApiDomain(this, id, { host, certificate, api: this.api, stage, record: recordOf(aws, host) });
      this.domain = domain(exposure.host, 'Domain');
      for (const host of exposure.hosts.slice(1)) further[host] = domain(host, `Domain ${host}`);
    }
    this.furtherDomains = further;
    // The gateway's own host answers nobody once there is another.
    const url = certificate === undefined ? this.api.url : `https://${exposure.host}/`;
    const output = this.api.node.tryFindChild('Endpoint');
    if (output instanceof CfnOutput) {
      output.value = url;
      output.overrideLogicalId(`${logicalIds.serviceApi(service.fullName)}Endpoint`);
    }
    this.urlParameter = new CfnParameter(this, 'UrlParameter', { name: parameterName, type: 'String', value: url });
  }

  private route(handler: Alias, timeout: Duration, origins: readonly string[]): void {
    const integration = new LambdaIntegration(handler as IFunction, { timeout, allowTestInvoke: false });
    for (const resource of [this.api.root, this.api.root.addResource('{proxy+}')]) {
      acceptFindings(
        resource.addMethod('ANY', integration),
        'the application knows its users, in its own database, and authorizes by its own tokens; sign-in itself is public',
        ...ofOpenMethods,
      );
      if (origins.length > 0) {
        resource.addCorsPreflight(preflight(origins));
      }
    }
  }

  /** 404 from the gateway itself: no function runs, and code of another team need not know of the rule (E79). */
  private hide(path: string): void {
    const notFound = new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': '{"statusCode": 404}' },
      integrationResponses: [
        { statusCode: '404', responseTemplates: { 'application/json': '{"message":"not found"}' } },
      ],
    });
    const method = this.api.root
      .resourceForPath(path)
      .addMethod('ANY', notFound, { methodResponses: [{ statusCode: '404' }] });
    acceptFindings(method, 'answers 404 and reaches nothing', ...ofOpenMethods);
  }
}

/** A host of the zone has its record beside its API, but for one that fails over. */
function recordOf({ hostedZone, dns }: Aws, host: string): ApiDomainProps['record'] {
  if (dns?.failover.some((row) => row.host === host) === true) return { kind: 'failover' };
  return hostedZone !== undefined && `.${host}`.endsWith(`.${hostedZone.name}`)
    ? { kind: 'alias', hostedZoneId: hostedZone.id }
    : { kind: 'elsewhere' };
}
