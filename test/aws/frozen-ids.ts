import type { StackName } from '../../lib/platform/types';

/** Logical ids of what must not be replaced, with their types, by stack. */
export type FrozenIds = Readonly<Partial<Record<StackName, Readonly<Record<string, string>>>>>;

/** What an environment loses with a resource: with the first one whose pattern its type has. */
const losses: readonly { readonly type: RegExp; readonly loss: string }[] = [
  { type: /::RDS::DB(Cluster|Instance)$|::GlobalCluster$/, loss: 'every row since the last snapshot, and its address' },
  {
    type: /::DBProxy$|::(DB)?SubnetGroup$/,
    loss: 'the connections through it, until all clients have found the new one',
  },
  { type: /::ReplicationGroup$/, loss: 'what is cached, and the sessions in it' },
  {
    type: /::SecretsManager::Secret$/,
    loss: 'its value: keys that content is encrypted with, passwords that servers know',
  },
  { type: /::KMS::Key$/, loss: 'all that is encrypted with it, backups included' },
  { type: /::S3::Bucket$|::BackupVault$/, loss: 'the backups' },
  { type: /::SQS::Queue$/, loss: 'the jobs in it' },
  { type: /::ECR::Repository$/, loss: 'the images, that of the version before among them' },
  { type: /::EKS::Cluster$/, loss: 'everything that runs in the cluster, and the volumes that only it knows' },
  {
    type: /::VPC$|::Subnet$|::SecurityGroup$/,
    loss: 'everything that stands in the network, which has to leave it first',
  },
];

/** Of a type that holds data, or that what holds data stands on. */
export const isFrozen = (type: string, logicalId: string): boolean =>
  type === 'AWS::EC2::SecurityGroup'
    ? /^Memorai\w+ClientSecurityGroup$/.test(logicalId)
    : losses.some((one) => one.type.test(type));

const lossOf = (type: string): string => losses.find((one) => one.type.test(type))?.loss ?? 'nothing';

/** A sentence for each id that is frozen and gone, or there and not frozen. */
export function idChanges(frozen: FrozenIds, made: FrozenIds): readonly string[] {
  const stacks = [...new Set([...Object.keys(frozen), ...Object.keys(made)])].sort() as StackName[];
  return stacks.flatMap((stack) => {
    const [before, now] = [frozen[stack] ?? {}, made[stack] ?? {}];
    const fresh = Object.keys(now).filter((id) => before[id] !== now[id]);
    const gone = Object.entries(before).filter(([id, type]) => now[id] !== type);
    return [
      ...gone.map(([id, type]) => {
        const heirs = fresh.filter((other) => now[other] === type);
        const fate = heirs.length === 0 ? 'is made no more' : `is now ${heirs.join(' or ')}`;
        return (
          `${stack}: ${id} (${type}) ${fate}: the next deployment deletes it, or leaves it behind with its name taken. ` +
          `Lost would be: ${lossOf(type)}. Give it its id back (lib/aws/logical-ids.ts); where it has to go, ` +
          'write down how its data moves, and then take its line out of test/aws/frozen-ids.json'
        );
      }),
      ...fresh
        .filter((id) => !gone.some(([, type]) => type === now[id]))
        .map((id) => `${stack}: ${id} (${now[id]}) is new: pin it, and add its line to test/aws/frozen-ids.json`),
    ];
  });
}
