import type { ServiceDefaults } from '../default-services';
import type { Edge, LambdaFunction } from '../types';
import { consumesQueue } from '../uses';
import { byDefault, type Context, derivedFrom } from './context';
import type { WrittenService } from './written';

/** A function before the connections, and with them the sandboxes, are shared out. */
export type LambdaDraft = Omit<LambdaFunction, 'concurrency'>;

/** The function of a service; undefined unless serverless. */
export function resolveLambda(
  context: Context,
  name: string,
  written: WrittenService['lambda'],
  base: ServiceDefaults,
  uses: readonly Edge[],
): LambdaDraft | undefined {
  const path = `services.${name}.lambda`;
  if (context.config.deployment !== 'serverless') {
    if (written !== undefined)
      context.fail(path, 'conflict', 'has no meaning unless deployment is serverless; remove it');
    return undefined;
  }
  const trigger = consumesQueue(uses) ? 'queue' : 'http';
  const origin = byDefault(base.source);
  const timeoutSeconds = context.pick(
    `${path}.timeout`,
    written?.timeout,
    base.lambda?.timeoutSeconds ?? (trigger === 'http' ? 28 : 300),
    origin,
  );
  const handler = base.lambda?.handler;
  if (written?.code === undefined && handler === undefined) {
    context.fail(path, 'missing', 'needs code: a folder or zip with the code of this function');
  }
  if (written?.code !== undefined && written.handler === undefined) {
    context.fail(`${path}.handler`, 'missing', 'is required with code: file.export, such as index.handler');
  }
  return {
    functionName: `memorai-${context.config.environment}-${name}`,
    trigger,
    timeoutSeconds,
    memoryMiB: context.pick(
      `${path}.memory`,
      written?.memory,
      base.lambda?.memoryMiB ?? (trigger === 'http' ? 1024 : 2048),
      origin,
    ),
    tracing: context.pick(`${path}.tracing`, written?.tracing, true, byDefault('a request is followed into the queue')),
    aliasName: 'live',
    deployment: context.pick(
      `${path}.deployment`,
      written?.deployment,
      (context.config.protection?.level ?? 'full') === 'full' ? 'Canary10Percent5Minutes' : 'AllAtOnce',
      derivedFrom('protection'),
    ),
    ...(written?.code === undefined ? {} : { code: context.take(`${path}.code`, written.code) }),
    handler: context.pick(`${path}.handler`, written?.handler, handler ?? '', origin),
  };
}
