import type { ServiceDefaults } from '../default-services';
import { covers } from '../path-prefix';
import { secretPaths } from '../secret-paths';
import type { Exposure, Service } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import type { WrittenService } from './written';

/** The least that a rate-based rule of AWS WAF takes (AWS documentation, RateBasedStatement). */
const LEAST_WAF_LIMIT = 10;

/** How a service is reached from outside; undefined where it is not. */
export function resolveExposure(
  context: Context,
  name: string,
  written: WrittenService,
  base: ServiceDefaults,
  { metricsPath, probes }: { readonly metricsPath: string | undefined; readonly probes: Service['probes'] },
): Exposure | undefined {
  if (written.expose === false) return undefined;
  if (written.expose === undefined && base.expose === undefined) return undefined;
  const path = `services.${name}.expose`;
  const { expose } = written;
  const { deployment } = context.config;
  const serverless = deployment === 'serverless';
  const inCompose = deployment === 'compose';
  const foreign = {
    kubernetes: [],
    serverless: ['paths', 'annotations'],
    compose: ['hosts', 'paths', 'annotations'],
  } as const;
  for (const key of foreign[deployment ?? 'kubernetes']) {
    if (expose?.[key] === undefined) continue;
    context.fail(`${path}.${key}`, 'conflict', `has no meaning when deployment is ${deployment}; remove it`);
  }
  const subdomain = context.pick(`${path}.subdomain`, expose?.subdomain, name, derivedFrom('the name of the service'));
  const limit = expose?.requestsPerMinute ?? (inCompose ? undefined : base.expose?.requestsPerMinute);
  if (inCompose && limit !== undefined) {
    context.fail(
      `${path}.requestsPerMinute`,
      'conflict',
      'has no meaning when deployment is compose: its proxy counts no requests, the application does (ENABLE_RATE_LIMITING); remove it',
    );
  }
  if (limit !== undefined) {
    context.pick(`${path}.requestsPerMinute`, expose?.requestsPerMinute, limit, byDefault('guide L555, E80, E81'));
  }
  if (limit !== undefined && limit < LEAST_WAF_LIMIT && serverless) {
    context.fail(
      `${path}.requestsPerMinute`,
      'value',
      `must be at least ${LEAST_WAF_LIMIT} when deployment is serverless (AWS WAF), got ${limit}`,
    );
  }
  const host = `${subdomain}.${context.config.domain}`;
  const hosts = context.pick(`${path}.hosts`, expose?.hosts, [], byDefault('the subdomain is the only host'));
  const paths = [...new Set(context.pick(`${path}.paths`, expose?.paths, ['/'], byDefault('guide L566-585')))].sort();
  return {
    host,
    hosts: [host, ...hosts],
    paths,
    annotations: context.pick(`${path}.annotations`, expose?.annotations, {}, byDefault('none of a person')),
    ...(limit === undefined ? {} : { requestsPerMinute: limit }),
    hiddenPaths: resolveHidden(context, `${path}.paths`, paths, {
      metricsPath,
      asked: Object.values(probes).map((probe) => probe.path),
    }),
  };
}

/** Of what must never be reachable from outside only what a public path would publish. */
function resolveHidden(
  context: Context,
  at: string,
  paths: readonly string[],
  { metricsPath, asked }: { readonly metricsPath: string | undefined; readonly asked: readonly string[] },
): string[] {
  const secret = secretPaths(metricsPath, asked, paths);
  for (const path of paths) {
    const published = secret.find((hidden) => covers(hidden, path));
    if (published === undefined) continue;
    context.fail(
      at,
      'conflict',
      `${path} would publish ${published}, which must never be reached from outside; remove it`,
    );
  }
  return secret.filter((hidden) => paths.some((path) => covers(path, hidden)));
}
