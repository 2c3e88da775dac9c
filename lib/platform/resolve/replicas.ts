import type { ServiceDefaults } from '../default-services';
import type { Service } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import type { WrittenService } from './written';

/** Containers of a service in Compose (guide L54); one for all others. */
const composeReplicas: Readonly<Record<string, number>> = { api: 2 };

export function resolveReplicas(
  context: Context,
  name: string,
  written: WrittenService,
  base: ServiceDefaults,
): Service['replicas'] {
  const path = `services.${name}.replicas`;
  if (context.config.deployment === 'compose') return fixedReplicas(context, path, name, written);
  const min = context.pick(`${path}.min`, written.replicas?.min, base.replicas.min, byDefault(base.source));
  const max = context.pick(
    `${path}.max`,
    written.replicas?.max,
    Math.max(base.replicas.max, min),
    byDefault(base.source),
  );
  if (min > max) context.fail(`${path}.min`, 'conflict', `must be at most max (${max}), got ${min}`);
  return { min, max };
}

/** Compose keeps a number of containers: nothing scales it. */
function fixedReplicas(context: Context, path: string, name: string, written: WrittenService): Service['replicas'] {
  const min = context.pick(
    `${path}.min`,
    written.replicas?.min,
    composeReplicas[name] ?? 1,
    byDefault('guide L54: two of the api, one of the others'),
  );
  const max = context.pick(
    `${path}.max`,
    written.replicas?.max,
    min,
    derivedFrom(`${path}.min: nothing scales in Compose`),
  );
  if (min !== max) {
    context.fail(
      `${path}.max`,
      'conflict',
      `must be min (${min}) when deployment is compose, got ${max}: nothing adds containers under load`,
    );
  }
  return { min, max };
}
