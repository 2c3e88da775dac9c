import type { RestApi } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { REST_API_TIMEOUT_MS } from './gateway-timeout';
import type { ServiceDraft } from './services';

/** What the REST APIs of functions have in common; undefined unless a function is exposed. */
export function resolveApi(context: Context, services: readonly ServiceDraft[]): RestApi | undefined {
  const { config } = context;
  const written = config.aws?.api;
  if (config.deployment !== 'serverless') {
    if (written !== undefined) {
      context.fail('aws.api', 'conflict', 'has no meaning unless deployment is serverless; remove it');
    }
    return undefined;
  }
  if (services.every(({ exposure }) => exposure === undefined)) return undefined;
  const hostedZone = config.aws?.hostedZone;
  const certificate: RestApi['certificate'] =
    written?.certificateArn !== undefined
      ? { kind: 'existing', arn: context.take('aws.api.certificateArn', written.certificateArn) }
      : hostedZone && { kind: 'issued', hostedZoneId: hostedZone.id };
  const region = config.aws?.region;
  const certificateRegion = written?.certificateArn?.split(':')[3];
  if (certificateRegion !== undefined && certificateRegion !== region) {
    context.fail(
      'aws.api.certificateArn',
      'conflict',
      `a regional API takes a certificate of its own region (${region}), got one of ${certificateRegion}`,
    );
  }
  checkHosts(context, services, certificate);
  return {
    corsOrigins: context.pick(
      'aws.corsOrigins',
      config.aws?.corsOrigins,
      [`https://dashboard.${config.domain}`],
      derivedFrom('domain (E23)'),
    ),
    stageName: config.environment.replaceAll('-', '_'),
    integrationTimeoutMs: context.pick(
      'aws.api.integrationTimeout',
      written?.integrationTimeout,
      REST_API_TIMEOUT_MS,
      byDefault('the most that a REST API waits without a raised quota (E22)'),
    ),
    ...(certificate === undefined ? {} : { certificate }),
    urlParameters: Object.fromEntries(
      services
        .filter(({ exposure }) => exposure !== undefined)
        .map(({ name }) => [name, `/memorai/${config.environment}/services/${name}/url`]),
    ),
    managedRules: context.pick(
      'aws.api.managedRules',
      written?.managedRules,
      [],
      byDefault('each group costs, and may refuse what is meant well'),
    ),
  };
}

/** Further hosts need a domain of their own each, and ACM a proof of each that it issues a certificate for. */
function checkHosts(context: Context, services: readonly ServiceDraft[], certificate: RestApi['certificate']): void {
  const { aws, domain } = context.config;
  const zone = aws?.hostedZone?.name ?? domain;
  for (const { name, exposure } of services) {
    const path = `services.${name}.expose.hosts`;
    const further = exposure?.hosts.slice(1) ?? [];
    if (further.length > 0 && certificate === undefined) {
      context.fail(path, 'conflict', 'needs a certificate: name aws.hostedZone, or aws.api.certificateArn');
    }
    for (const host of certificate?.kind === 'issued' ? further : []) {
      if (host.endsWith(`.${zone}`)) continue;
      context.fail(
        path,
        'conflict',
        `must be below ${zone}, in whose zone ACM finds the proof, got ${host}; or name aws.api.certificateArn`,
      );
    }
  }
}
