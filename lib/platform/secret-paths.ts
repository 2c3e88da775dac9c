import { applicationContract } from './contract';
import { covers } from './path-prefix';

/**
 * Paths of a service that must never be reachable from outside (E79), sorted.
 *
 * @param asked - by its probes
 * @param open - public paths of it, by prefix
 */
export function secretPaths(
  metricsPath: string | undefined,
  asked: readonly string[],
  open: readonly string[],
): readonly string[] {
  const { livePath, readyPath, healthPath } = applicationContract;
  const always = [livePath, readyPath, '/metrics', metricsPath ?? '/metrics'];
  // A probe may ask what is public anyway: the page itself, or what balancers ask. Anything else is as telling as /ready.
  const ofProbes = asked.filter((path) => path !== healthPath && !open.some((one) => covers(path, one)));
  return [...new Set([...always, ...ofProbes])].sort();
}
