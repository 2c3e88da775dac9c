import { isDeepStrictEqual } from 'node:util';
import { serviceKnobs } from '../config/schema/knobs/index';
import { unwrittenService } from '../platform/resolve/service-defaults';
import type { Rule } from './types';

/** What Compose has a word for; all other knobs speak of pods. */
const known: readonly string[] = ['command', 'args', 'security'];
const foreign = (Object.keys(serviceKnobs) as (keyof typeof serviceKnobs)[]).filter((name) => !known.includes(name));

/** What a config asks for and its target cannot give is said, not dropped in silence. */
export const composeKnobs: Rule = {
  id: 'compose-knobs',
  severity: 'warning',
  protects: 'people from counting on a sidecar, a volume or a rule of the network that is not there',
  source: 'E14',
  reads: foreign.map((name) => `services.*.${name}`),
  wayOut: 'leave it out of this environment, or deploy to Kubernetes',
  check: ({ compose, services }) =>
    compose === undefined
      ? []
      : Object.values(services).flatMap((service) =>
          foreign
            .filter((name) => !isDeepStrictEqual(service[name], unwrittenService[name]))
            .map((name) => ({
              path: `services.${service.name}.${name}`,
              message: 'Compose has nothing of the kind: it is left out; write it for Kubernetes only',
            })),
        ),
};
