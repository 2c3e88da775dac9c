import { claimName } from '../claim-name';
import type { Service } from '../types';
import type { Context } from './context';

/** A Lambda function's name may have 64 characters (AWS documentation, Lambda CreateFunction). */
const LONGEST_FUNCTION_NAME = 64;

/**
 * Checks names that are put together from several parts; the parts themselves are bound by the schema.
 *
 * @param taken - Service accounts of what is no service.
 */
export function checkNames(
  context: Context,
  services: Readonly<Record<string, Service>>,
  taken: readonly string[],
): void {
  checkServiceAccounts(context, services, taken);
  checkClaims(context, services);
  for (const service of Object.values(services)) {
    const name = service.lambda?.functionName ?? '';
    if (name.length > LONGEST_FUNCTION_NAME) {
      context.fail(
        `services.${service.name}`,
        'value',
        `the function's name "${name}" has ${name.length} characters, at most ${LONGEST_FUNCTION_NAME} are allowed; shorten the name of the service or of the environment`,
      );
    }
    if (service.exposure !== undefined && service.exposure.host.length > 253) {
      context.fail(
        `services.${service.name}.expose`,
        'value',
        `the host "${service.exposure.host}" is longer than 253 characters`,
      );
    }
  }
}

/** Each is made once; who shares one has `create: false`. */
function checkServiceAccounts(
  context: Context,
  services: Readonly<Record<string, Service>>,
  taken: readonly string[],
): void {
  const makers = new Map(taken.map((name) => [name, 'another part of the platform']));
  for (const { name: service, serviceAccount, serviceAccountName } of Object.values(services)) {
    if (!serviceAccount.create) continue;
    const other = makers.get(serviceAccountName);
    if (other !== undefined) {
      context.fail(
        `services.${service}.serviceAccount.name`,
        'conflict',
        `${serviceAccountName} is already made by ${other}; use another name, or create: false to share it`,
      );
    }
    makers.set(serviceAccountName, `services.${service}`);
  }
}

/** Both names may hold a "-", so that two pairs of them can make one. */
function checkClaims(context: Context, services: Readonly<Record<string, Service>>): void {
  const makers = new Map<string, string>();
  for (const service of Object.values(services)) {
    for (const [volume, { kind }] of Object.entries(service.volumes)) {
      if (kind !== 'claim') continue;
      const path = `services.${service.name}.volumes.${volume}`;
      const claim = claimName(service, volume);
      const other = makers.get(claim);
      if (other !== undefined) {
        context.fail(
          path,
          'conflict',
          `its claim ${claim} is already made by ${other}; use another name for one of them`,
        );
      }
      makers.set(claim, path);
    }
  }
}
