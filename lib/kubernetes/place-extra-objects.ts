import type { ConfigIssue } from '../config/errors';
import type { ExtraObject, Platform } from '../platform/types';
import { isClusterWide } from './cluster-wide';
import { components, type PlacedObject } from './components';
import { identityOf } from './identity-of';
import { sharedMetadata } from './metadata';
import type { KubernetesObject } from './typed';

/**
 * The objects of `extraObjects` as they are applied: in our namespace unless they name one, with our labels where they
 * have none of their own. Names that ours or another of them has are issues.
 */
export function placeExtraObjects(
  platform: Platform,
  own: readonly PlacedObject[],
  issues: ConfigIssue[],
): readonly PlacedObject[] {
  const taken = new Map(own.map(({ object }) => [identityOf(object), 'the library'] as const));
  const files = new Map<string, string>();
  return platform.extraObjects.map((extra, index) => {
    const source = `extraObjects[${index}]`;
    const object = complete(platform, extra);
    const file = `${object.kind.toLowerCase()}-${object.metadata.name}`;
    const owner = taken.get(identityOf(object)) ?? files.get(file);
    if (owner !== undefined) {
      issues.push({
        path: `${source}.metadata.name`,
        code: 'conflict',
        message: `${object.kind} ${object.metadata.name} is already made by ${owner}; give it another name, or change that one under patches`,
      });
    }
    if (isClusterWide(object.kind) && typeof extra.metadata.namespace === 'string') {
      issues.push({
        path: `${source}.metadata.namespace`,
        code: 'conflict',
        message: `a ${object.kind} belongs to the whole cluster; remove the namespace`,
      });
    }
    files.set(file, source);
    return { component: components.extra.folder, object, sources: [source] };
  });
}

function complete(platform: Platform, extra: ExtraObject): KubernetesObject {
  const { namespace: written, annotations, ...metadata } = extra.metadata;
  const ours = sharedMetadata(platform, 'extra', metadata.name);
  const namespace = written === null || isClusterWide(extra.kind) ? undefined : (written ?? ours.namespace);
  return {
    ...extra,
    metadata: {
      ...metadata,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...ours.labels, ...metadata.labels },
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}
