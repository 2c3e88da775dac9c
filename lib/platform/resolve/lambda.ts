import type { ServiceDefaults } from '../default-services';
import type { Edge, LambdaFunction } from '../types';
import { consumesQueue } from '../uses';
import { byDefault, type Context } from './context';
import type { WrittenService } from './written';

/** Connections that one sandbox may open: it serves one request at a time (E26). */
export const SANDBOX_POOL = 2;
/** The least that the queue's mapping takes, and a start for a small queue. */
const QUEUE_CONCURRENCY = 10;
const HTTP_CONCURRENCY = 50;

/** The function of a service; undefined unless serverless. */
export function resolveLambda(
  context: Context,
  name: string,
  written: WrittenService['lambda'],
  base: ServiceDefaults,
  uses: readonly Edge[],
): LambdaFunction | undefined {
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
    concurrency: context.pick(
      `${path}.concurrency`,
      written?.concurrency,
      trigger === 'http' ? HTTP_CONCURRENCY : QUEUE_CONCURRENCY,
      byDefault('within the connection budget (E26)'),
    ),
    ...(written?.code === undefined ? {} : { code: context.take(`${path}.code`, written.code) }),
    handler: context.pick(`${path}.handler`, written?.handler, handler ?? '', origin),
  };
}
