import type { Platform, Service } from '../../../lib/platform/types';
import type { Account, LambdaFunction } from './account';

interface Deployed {
  readonly own: LambdaFunction;
  readonly service: Service;
  readonly consumes: boolean;
  readonly produces: boolean;
}

/** The platform's services with the function that each became. Throws where one is not deployed. */
export function functionsOf(account: Account, platform: Platform): readonly Deployed[] {
  return Object.values(platform.services).map((service) => {
    const name = `memorai-${platform.environment}-${service.name}`;
    const own = account.functions.find(({ FunctionName }) => FunctionName === name);
    if (own === undefined) throw new Error(`no function ${name}`);
    const role = (wanted: string) => service.uses.some((edge) => edge.kind === 'queue' && edge.role === wanted);
    return { own, service, consumes: role('consume'), produces: role('produce') };
  });
}
