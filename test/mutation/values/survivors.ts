import type { Kind, Trial } from './trials';

/** Values that nobody finds, or that change nothing, and why that is right. */
export interface Survivor {
  readonly kind: Kind;
  /** Of the name of the place. */
  readonly place: RegExp;
  readonly reason: string;
}

const freeText = 'any text, of any length that a file holds: the program that gets it is its only judge';

export const survivors: readonly Survivor[] = [
  { kind: 'far', place: /(\.command|\.args|\.preStopCommand)\[0\]$/, reason: freeText },
  { kind: 'far', place: /\.annotations\.\*$/, reason: freeText },
  { kind: 'far', place: /(initContainers|sidecars)\[0\]\.env\.\*$/, reason: freeText },
  { kind: 'far', place: /^exceptions\[0\]\.path$/, reason: 'one that excepts nothing is a finding, but no error' },
  {
    kind: 'inside',
    place: /^cluster\.nodePools\.\*\.capacity\./,
    reason: 'read by the rule pool-capacity, which speaks where it does not suffice',
  },
  {
    kind: 'inside',
    place: /^stores\.(postgres|redis)\(external\)\.(memory|topology\(cluster\)\.(shards|replicasPerShard))$/,
    reason: 'of a store that somebody else runs; read by rules, and by what derives from memory where it is rendered',
  },
  {
    kind: 'inside',
    place: /^patches\[0\]\.target\.(kind|name|apiVersion)$/,
    reason: 'names an object; another kind, name or version is that of no object that takes the patch, and refused',
  },
  {
    kind: 'inside',
    place: /^patches\[0\]\.json\[0\]\(test\)\./,
    reason: 'a test that holds changes nothing, and one that fails is refused',
  },
  {
    kind: 'inside',
    place: /^compose\.host\.memory$/,
    reason: 'read by the rule compose-host, which speaks when it is full',
  },
  {
    kind: 'inside',
    place: /^migration\.sql$/,
    reason: 'a folder that has to be there, with migrations in it',
  },
  {
    kind: 'inside',
    place: /^aws\.network\(existing\)\.availabilityZones\[0\]$/,
    reason: 'of a network that is there: told to CDK, and in no template of the functions',
  },
  {
    kind: 'inside',
    place: /^aws\.hostedZone\.name$/,
    reason: 'the domain or one above it, and the bases have none above',
  },
  {
    kind: 'inside',
    place: /^backup\(bucket\)\.recovery(Point|Time)$/,
    reason: 'objectives, which rules hold against the schedule and what a restore takes',
  },
  { kind: 'inside', place: /^parity\./, reason: 'read by memorai diff' },
  ...(['kubernetes', 'serverless', 'compose'] as const).flatMap((kind): readonly Survivor[] => [
    { kind, place: /^parity\./, reason: 'read by memorai diff' },
    {
      kind,
      place: /^stores\.redis\(external\)\.topology\(cluster\)\.(shards|replicasPerShard)$/,
      reason: 'read by the rule redis-topology',
    },
  ]),
  {
    kind: 'compose',
    place: /^compose\.host\.memory$/,
    reason: 'read by the rule compose-host, which speaks when it is full',
  },
  {
    kind: 'kubernetes',
    place: /^aws\.network\(existing\)\.availabilityZones\[0\]$/,
    reason: 'of a network that is there: told to CDK, and in no template',
  },
  {
    kind: 'serverless',
    place: /^aws\.network\(existing\)\.(cidr$|availabilityZones)/,
    reason: 'of a network that is there: told to CDK, and in no template of the functions',
  },
  ...(['kubernetes', 'serverless'] as const).map(
    (kind): Survivor => ({
      kind,
      place: /^backup\(bucket\)\.recovery(Point|Time)$/,
      reason: 'objectives, which rules hold against the schedule and what a restore takes',
    }),
  ),
  {
    kind: 'kubernetes',
    place: /^cluster\.nodePools\.\*\.capacity\./,
    reason: 'read by the rule pool-capacity, which speaks where it does not suffice',
  },
  {
    kind: 'kubernetes',
    place: /^patches\[0\]\.target\.apiVersion$/,
    reason: 'names an object; that of no object is refused',
  },
];

export const explains = ({ kind, place }: Survivor, trial: Trial): boolean =>
  kind === trial.kind && place.test(trial.leaf);
