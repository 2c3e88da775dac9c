import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackOrder } from '../../lib/platform/stacks';
import type { Platform } from '../../lib/platform/types';
import { type FrozenIds, idChanges, isFrozen } from './frozen-ids';
import { everything, production, serverless } from './platforms';
import { templatesOf } from './templates';

const frozen: FrozenIds = JSON.parse(readFileSync(join(__dirname, 'frozen-ids.json'), 'utf8'));

const stores = {
  postgres: { provider: 'aurora' },
  redis: { provider: 'elasticache' },
  qdrant: { host: 'qdrant.internal.memorai.com' },
} as const;
const aws = { region: 'us-east-1', recovery: { kind: 'globalCluster', region: 'us-west-2' } } as const;

/** All that may not be replaced, in whichever of the environments it is. */
function idsOf(platforms: readonly Platform[]): FrozenIds {
  const templates = platforms.map(templatesOf);
  const idsIn = (stack: (typeof stackOrder)[number]) =>
    Object.fromEntries(
      templates
        .flatMap((one) => Object.entries(one[stack].Resources))
        .filter(([id, { Type }]) => isFrozen(Type, id))
        .map(([id, { Type }]) => [id, Type]),
    );
  return Object.fromEntries(
    stackOrder.map((stack) => [stack, idsIn(stack)] as const).filter(([, ids]) => Object.keys(ids).length > 0),
  );
}

const made = idsOf([serverless({ stores, aws }), production({ stores, aws }), everything()]);

test('what holds data keeps its logical id', () => {
  expect(idChanges(frozen, made)).toEqual([]);
});

test('a rename says what would be lost, and the way out', () => {
  const { MemoraiRedis, ...others } = { ...made.data };
  expect(idChanges(frozen, { ...made, data: { ...others, MemoraiCache: MemoraiRedis ?? '' } })).toEqual([
    'data: MemoraiRedis (AWS::ElastiCache::ReplicationGroup) is now MemoraiCache: the next deployment deletes it, or leaves it behind with its name taken. Lost would be: what is cached, and the sessions in it. Give it its id back (lib/aws/logical-ids.ts); where it has to go, write down how its data moves, and then take its line out of test/aws/frozen-ids.json',
  ]);
});

test('so does one that goes, one of another type, and one that moves to another stack', () => {
  const { MemoraiQueue, ...queues } = { ...made.queue };
  const changed = idChanges(frozen, {
    ...made,
    queue: queues,
    backup: { ...made.backup, MemoraiBackupVault: 'AWS::S3::Bucket', MemoraiQueue: MemoraiQueue ?? '' },
  });
  expect(changed.map((line) => line.split(/: (?=the next|pin)/)[0])).toEqual([
    'backup: MemoraiBackupVault (AWS::Backup::BackupVault) is made no more',
    'backup: MemoraiBackupVault (AWS::S3::Bucket) is new',
    'backup: MemoraiQueue (AWS::SQS::Queue) is new',
    'queue: MemoraiQueue (AWS::SQS::Queue) is made no more',
  ]);
});
