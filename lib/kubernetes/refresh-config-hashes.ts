import { createHash } from 'node:crypto';
import { mapAt } from '../platform/fields';
import { configHashAnnotation } from '../platform/own-keys';
import type { PlacedObject } from './components';
import { factsOf } from './references';
import type { KubernetesObject } from './typed';

/**
 * A ConfigMap is read when a pod starts: where a patch changed one, the hash in the pods that read it changes too, and
 * rolls them, as a change of the config would.
 */
export function refreshConfigHashes(
  before: readonly PlacedObject[],
  after: readonly PlacedObject[],
): readonly PlacedObject[] {
  const changed = after.filter(({ object }, index) => object.kind === 'ConfigMap' && object !== before[index]?.object);
  if (changed.length === 0) return after;
  return after.map((one) => {
    const read = factsOf(one.object).references.filter(({ kind }) => kind === 'ConfigMap');
    const maps = changed.filter(({ object: { metadata } }) =>
      read.some(({ name, namespace }) => name === metadata.name && namespace === metadata.namespace),
    );
    return maps.length === 0 ? one : { ...one, object: withNewHash(one.object, maps) };
  });
}

function withNewHash(object: KubernetesObject, maps: readonly PlacedObject[]): KubernetesObject {
  const old = mapAt(object, 'spec.template.metadata.annotations')[configHashAnnotation];
  if (old === undefined) return object;
  const values = maps.map(({ object: map }) =>
    Object.entries({ ...mapAt(map, 'data'), ...mapAt(map, 'binaryData') }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([old, values]))
    .digest('hex')
    .slice(0, 16);
  const template = mapAt(object, 'spec.template');
  const metadata = mapAt(template, 'metadata');
  const annotations = { ...mapAt(metadata, 'annotations'), [configHashAnnotation]: hash };
  return {
    ...object,
    spec: { ...mapAt(object, 'spec'), template: { ...template, metadata: { ...metadata, annotations } } },
  };
}
