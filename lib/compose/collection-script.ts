import type { Qdrant } from '../platform/types';

/** What a collection is made with (guide L332-344). */
const request = ({ vectors, optimizers, replicationFactor, writeConsistencyFactor }: Qdrant) => ({
  vectors: { size: vectors.size, distance: vectors.distance, on_disk: vectors.onDisk },
  optimizers_config: {
    default_segment_number: optimizers.defaultSegmentNumber,
    max_segment_size: optimizers.maxSegmentSizeKb,
    memmap_threshold: optimizers.memmapThresholdKb,
  },
  replication_factor: replicationFactor,
  write_consistency_factor: writeConsistencyFactor,
});

/**
 * A program for Node that makes the collection where it is not there. One that is there with other vectors cannot be
 * changed: it ends with 1 and says so. It reads QDRANT_URL and QDRANT_API_KEY, and holds neither.
 */
export const collectionScript = (qdrant: Qdrant): string => `const name = ${JSON.stringify(qdrant.collection)};
const wanted = ${JSON.stringify(request(qdrant), null, 2)};

const ask = (method, body) =>
  fetch(\`\${process.env.QDRANT_URL}/collections/\${name}\`, {
    method,
    headers: { 'api-key': process.env.QDRANT_API_KEY ?? '', 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });

const found = await ask('GET');
if (found.status === 404) {
  const made = await ask('PUT', wanted);
  if (!made.ok) throw new Error(\`collection \${name}: \${made.status} \${await made.text()}\`);
  console.log(\`collection \${name}: made\`);
} else if (!found.ok) {
  throw new Error(\`collection \${name}: \${found.status} \${await found.text()}\`);
} else {
  const { size, distance } = (await found.json()).result.config.params.vectors;
  if (size !== wanted.vectors.size || distance !== wanted.vectors.distance) {
    throw new Error(
      \`collection \${name} has vectors of \${size} (\${distance}), the config says \${wanted.vectors.size} (\${wanted.vectors.distance}): neither can be changed, name another collection\`,
    );
  }
  console.log(\`collection \${name}: is there\`);
}
`;
