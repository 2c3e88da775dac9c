import { lookup } from '../config/lookup';
import { redisDataMiB } from './redis-memory';
import type { Redis } from './types';

type Engine = Extract<Redis, { provider: 'elasticache' }>['engine'];

/** Memory of a node by its size, MiB: what AWS gives as `maxmemory`, in bytes. */
type Sizes = Readonly<Record<string, number>>;

const bySize = (...memoryMiB: readonly number[]): Sizes =>
  Object.fromEntries(
    ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'].flatMap((size, index) => {
      const found = memoryMiB[index];
      return found === undefined ? [] : [[size, found]];
    }),
  );

const burstable: Sizes = { micro: 512, small: 1_402, medium: 3_164 };
const general = bySize(6_537, 13_248, 26_671, 53_516, 106_168, 160_900, 214_577);
const memory = bySize(13_386, 26_952, 54_083, 108_346, 214_577, 325_399, 429_154);

const ofBoth = { t3: burstable, t4g: burstable, m6g: general, m7g: general, r6g: memory, r7g: memory };

/**
 * Node types of ElastiCache by engine and family (AWS, 'Valkey and Redis OSS node-type specific parameters', read 2026-11):
 * those of today's machines, but for r6gd, which puts data on disk, and those that are made for their network.
 */
const families: Readonly<Record<Engine, Readonly<Record<string, Sizes>>>> = {
  redis: ofBoth,
  valkey: {
    ...ofBoth,
    m8g: bySize(6_956, 14_517, 30_390, 62_806, 127_638, 192_470, 257_302),
    r8g: bySize(14_517, 30_390, 62_806, 127_638, 257_302, 386_966, 516_630),
  },
};

/** The families of an engine, for a message. */
export const cacheFamilies = (engine: Engine): readonly string[] => Object.keys(families[engine]);

/** Memory of a node of ElastiCache, MiB; undefined where the engine has none of this type. */
export function cacheNodeMiB(nodeType: string, engine: Engine): number | undefined {
  const [, family = '', size = ''] = nodeType.split('.');
  return lookup(lookup(families[engine], family) ?? {}, size);
}

/** What is chosen where nobody does, smallest first: of one generation of machines. */
const chosen = [
  ...['t4g.micro', 't4g.small', 't4g.medium', 'm7g.large'],
  ...Object.keys(memory).map((size) => `r7g.${size}`),
].map((type) => `cache.${type}`);

/** The smallest node whose usable memory holds so much data; undefined where none does. */
export const smallestCacheNode = (memoryMiB: number, engine: Engine): string | undefined =>
  chosen.find((type) => redisDataMiB(cacheNodeMiB(type, engine) ?? 0) >= memoryMiB);
