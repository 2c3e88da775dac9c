import { lookup } from '../../config/lookup';
import { gatewayClasses } from '../gateway-classes';
import type { AlbIngress, Cluster, GatewayIngress, Ingress, IngressTls, NginxIngress, Secrets } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import { privateOr, resolveGatewayClass, resolveProxies } from './gateway-class';
import type { ServiceDraft } from './services';
import { resolveCommon, resolveController, type WrittenIngress, writtenFor } from './way-in';

/** The way in from outside; undefined where no service is public or there is no cluster. */
export function resolveIngress(
  context: Context,
  cluster: Cluster | undefined,
  services: readonly ServiceDraft[],
  vpcCidr: string | undefined,
): Ingress | undefined {
  const hosts = publicHosts(context, services);
  if (cluster === undefined) {
    if (context.config.ingress !== undefined)
      context.fail('ingress', 'conflict', `has no meaning when deployment is ${context.config.deployment}; remove it`);
    return undefined;
  }
  if (hosts.length === 0) return undefined;
  switch (resolveController(context, cluster.provider)) {
    case 'ingress-nginx':
      return nginx(context, hosts);
    case 'gateway':
      return gateway(context, cluster, hosts);
    case 'alb':
      return alb(context, cluster, hosts, vpcCidr);
  }
}

/** Sorted; a host leads to one service only. */
function publicHosts(context: Context, services: readonly ServiceDraft[]): readonly string[] {
  const owners = new Map<string, string>();
  for (const { name, exposure } of services) {
    for (const host of exposure?.hosts ?? []) {
      const other = owners.get(host);
      const field = host === exposure?.host ? 'subdomain' : 'hosts';
      if (other !== undefined) {
        context.fail(`services.${name}.expose.${field}`, 'conflict', `${host} already leads to ${other}`);
      }
      owners.set(host, name);
    }
  }
  return [...owners.keys()].sort();
}

function nginx(context: Context, hosts: readonly string[]): NginxIngress {
  const written = writtenFor(context.config, 'ingress-nginx');
  return {
    controller: 'ingress-nginx',
    ...resolveCommon(context, hosts),
    className: context.pick('ingress.className', written.className, 'nginx', byDefault('guide L553, E82')),
    name: 'memorai-ingress',
    proxies: {
      kind: 'namespace',
      namespace: context.pick(
        'ingress.namespace',
        written.namespace,
        'ingress-nginx',
        byDefault("the controller's own manifests (guide L978)"),
      ),
    },
    tls: resolveTls(context, written.tls),
  };
}

function gateway(context: Context, cluster: Cluster, hosts: readonly string[]): GatewayIngress {
  const written = writtenFor(context.config, 'gateway');
  const existing = written.gateway;
  const className = resolveGatewayClass(context, cluster.provider, written.className);
  if (existing !== undefined && written.tls !== undefined) {
    context.fail(
      'ingress.tls',
      'conflict',
      `has no meaning with a Gateway that is already there: ${existing.name} has its own certificates; remove it`,
    );
  }
  if (existing !== undefined && written.annotations !== undefined) {
    context.fail(
      'ingress.annotations',
      'conflict',
      `has no meaning with a Gateway that is already there: ${existing.name} has its own annotations; remove it`,
    );
  }
  const name = context.pick('ingress.gateway.name', existing?.name, 'memorai-gateway', byDefault('a Gateway of ours'));
  const namespace = context.pick(
    'ingress.gateway.namespace',
    existing?.namespace,
    cluster.namespace,
    derivedFrom('cluster.namespace'),
  );
  return {
    controller: 'gateway',
    ...resolveCommon(context, hosts),
    className,
    gateway: {
      name,
      namespace,
      httpListener: existing?.httpListener ?? 'http',
      httpsListener: existing?.httpsListener ?? 'https',
    },
    annotationsAt: lookup(gatewayClasses, className)?.annotationsAt ?? 'infrastructure',
    proxies: resolveProxies(context, className, { name, namespace }, written),
    ...(existing === undefined ? { tls: resolveTls(context, written.tls) } : {}),
  };
}

function alb(context: Context, cluster: Cluster, hosts: readonly string[], vpcCidr: string | undefined): AlbIngress {
  const written = writtenFor(context.config, 'alb');
  // With the controller by default only the shared keys can have been written, of which one belongs to cert-manager.
  if (context.config.ingress?.controller === undefined && written.tls !== undefined) {
    context.fail(
      'ingress.tls',
      'conflict',
      'belongs to cert-manager, and alb is the default on eks: name the controller (gateway or ingress-nginx), or controller: alb with tls: { certificateArn }',
    );
  }
  const { wafAclArn } = written;
  const certificateArn = written.tls?.certificateArn;
  return {
    controller: 'alb',
    ...resolveCommon(context, hosts),
    className: context.pick('ingress.className', written.className, 'alb', byDefault("the controller's own chart")),
    proxies: privateOr(
      context,
      written.proxyCidrs,
      vpcCidr === undefined ? [] : [vpcCidr],
      'the network of the aws section',
    ),
    scheme: context.pick('ingress.scheme', written.scheme, 'internet-facing', byDefault('hosts are public')),
    groupName: context.pick(
      'ingress.groupName',
      written.groupName,
      cluster.namespace,
      derivedFrom('cluster.namespace'),
    ),
    sslPolicy: context.pick(
      'ingress.sslPolicy',
      written.sslPolicy,
      'ELBSecurityPolicy-TLS13-1-2-2021-06',
      byDefault('what AWS recommends; TLS 1.2 and 1.3'),
    ),
    ...(wafAclArn === undefined ? {} : { wafAclArn: context.take('ingress.wafAclArn', wafAclArn) }),
    ...(certificateArn === undefined
      ? {}
      : { certificateArn: context.take('ingress.tls.certificateArn', certificateArn) }),
  };
}

function resolveTls(
  context: Context,
  written: Extract<WrittenIngress, { controller: 'ingress-nginx' }>['tls'],
): IngressTls {
  if (written?.existingSecretName !== undefined) {
    return { secretName: context.take('ingress.tls.existingSecretName', written.existingSecretName) };
  }
  const issuer = written?.issuer;
  const email = typeof issuer === 'object' ? issuer.email : undefined;
  const staging = typeof issuer === 'object' && issuer.staging === true;
  const name = context.pick(
    'ingress.tls.issuer',
    typeof issuer === 'string' ? issuer : issuer?.name,
    staging ? 'letsencrypt-staging' : 'letsencrypt-prod',
    byDefault('guide L554'),
  );
  return {
    secretName: context.pick('ingress.tls.secretName', written?.secretName, 'memorai-tls', byDefault('guide L564')),
    issuer: email === undefined ? { kind: 'existing', name } : { kind: 'letsEncrypt', name, email, staging },
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
