import type { Cluster, Ingress, Secrets } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import type { ServiceDraft } from './services';

/** The way in from outside; undefined where no service is public or there is no cluster. */
export function resolveIngress(
  context: Context,
  cluster: Cluster | undefined,
  services: readonly ServiceDraft[],
): Ingress | undefined {
  const written = context.config.ingress;
  const owners = new Map<string, string>();
  for (const service of services) {
    if (service.exposure === undefined) continue;
    const { host } = service.exposure;
    const other = owners.get(host);
    if (other !== undefined) {
      context.fail(`services.${service.name}.expose.subdomain`, 'conflict', `${host} already leads to ${other}`);
    }
    owners.set(host, service.name);
  }
  if (cluster === undefined) {
    if (written !== undefined)
      context.fail('ingress', 'conflict', `has no meaning when deployment is ${context.config.deployment}; remove it`);
    return undefined;
  }
  if (owners.size === 0) return undefined;
  const issuer = written?.tls?.issuer;
  const email = typeof issuer === 'object' ? issuer.email : undefined;
  const staging = typeof issuer === 'object' && issuer.staging === true;
  const issuerName = context.pick(
    'ingress.tls.issuer',
    typeof issuer === 'string' ? issuer : issuer?.name,
    staging ? 'letsencrypt-staging' : 'letsencrypt-prod',
    byDefault('guide L554'),
  );
  return {
    controller: context.pick('ingress.controller', written?.controller, 'ingress-nginx', byDefault('guide L553')),
    className: context.pick('ingress.className', written?.className, 'nginx', byDefault('guide L553, E82')),
    name: 'memorai-ingress',
    tls: {
      secretName: context.pick(
        'ingress.tls.secretName',
        written?.tls?.secretName,
        'memorai-tls',
        byDefault('guide L564'),
      ),
      hosts: [...owners.keys()].sort(),
      issuer:
        email === undefined
          ? { kind: 'existing', name: issuerName }
          : { kind: 'letsEncrypt', name: issuerName, email, staging },
    },
  };
}

export function resolveSecrets(context: Context): Secrets {
  const { config } = context;
  const written = config.secrets;
  if (config.deployment === 'serverless') {
    if (written !== undefined) {
      context.fail(
        'secrets',
        'conflict',
        'has no meaning when deployment is serverless: functions read Secrets Manager; remove it',
      );
    }
    return { provider: 'secretsManager' };
  }
  if (config.deployment === 'compose') {
    if (written !== undefined && written.provider !== 'envFile') {
      context.fail(
        'secrets.provider',
        'conflict',
        `must be envFile when deployment is compose, got ${written.provider}`,
      );
    }
    return {
      provider: context.pick('secrets.provider', undefined, 'envFile', derivedFrom('deployment compose')),
    };
  }
  if (written?.provider === 'envFile') {
    context.fail('secrets.provider', 'conflict', 'envFile is for Compose; use existing, or externalSecrets on AWS');
    return { provider: 'existing', reloader: false };
  }
  const provider = context.pick(
    'secrets.provider',
    written?.provider,
    config.aws === undefined ? 'existing' : 'externalSecrets',
    derivedFrom(config.aws === undefined ? 'no aws section' : 'the aws section'),
  );
  const reloader = context.pick('secrets.reloader', written?.reloader, false, byDefault('nothing has to be installed'));
  if (provider === 'existing') return { provider, reloader };
  if (config.aws === undefined) {
    context.fail(
      'secrets.provider',
      'conflict',
      'externalSecrets needs an aws section: values are kept in Secrets Manager; add it, or use existing',
    );
  }
  return {
    provider,
    reloader,
    refreshSeconds: context.pick(
      'secrets.refresh',
      written?.provider === 'externalSecrets' ? written.refresh : undefined,
      3600,
      byDefault('External Secrets'),
    ),
  };
}
