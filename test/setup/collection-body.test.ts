import { resolvePlatform } from '../../lib/platform/resolve/index';
import { setupFacts } from '../../lib/platform/store-config/setup-facts';
import { differences } from '../../lib/setup/collection-body';

const { stores, connections } = resolvePlatform({ environment: 'x', version: '1', domain: 'memorai.test' });
const facts = setupFacts(stores, connections).qdrant;
const live = (vectors: object, more: object = {}) => ({
  result: {
    config: {
      params: { vectors, replication_factor: 2, write_consistency_factor: 2 },
      optimizer_config: { default_segment_number: 2, max_segment_size: 200_000, memmap_threshold: 50_000, ...more },
    },
  },
});
const usual = { size: 1536, distance: 'Cosine' };

test.each<[string, Parameters<typeof differences>[1], string[], string[]]>([
  ['the same', live(usual), [], []],
  ['another size', live({ ...usual, size: 768 }), ['vectors of size 768, not 1536'], []],
  ['another distance', live({ ...usual, distance: 'Dot' }), ['distance Dot, not Cosine'], []],
  ['named vectors', live({ text: usual }), ['named vectors, not one of size 1536'], []],
  ['another optimizer', live(usual, { default_segment_number: 0 }), [], ['default_segment_number from 0 to 2']],
  [
    'one that it does not say',
    live(usual, { memmap_threshold: undefined }),
    [],
    ['memmap_threshold from its default to 50000'],
  ],
  [
    'an answer of something else',
    {},
    ['named vectors, not one of size 1536'],
    expect.any(Array) as unknown as string[],
  ],
])('%s', (_, answer, fixed, changeable) => {
  expect(differences(facts, answer)).toEqual({ fixed, changeable });
});
