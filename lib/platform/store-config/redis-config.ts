import type { Redis } from '../types';

type Contained = Extract<Redis, { provider: 'cluster' }>;

/** Folder of the data: the volume. */
export const redisFolder = '/data';

/** Milliseconds until a silent node counts as gone and a replica takes over. */
const NODE_TIMEOUT_MS = 5_000;

/** The bus of a cluster is at the port plus this; both have to be open between the nodes. */
export const REDIS_BUS_OFFSET = 10_000;

/**
 * The lines of redis.conf that all nodes share (E8, E10). What is secret or differs by node is not among them:
 * `redisStartScript` adds it.
 */
export function redisConfig({
  port,
  persistence,
  maxMemoryMiB,
  eviction,
  topology,
}: Pick<Contained, 'port' | 'persistence' | 'maxMemoryMiB' | 'eviction' | 'topology'>): readonly string[] {
  return [
    `port ${port}`,
    `dir ${redisFolder}`,
    `appendonly ${persistence ? 'yes' : 'no'}`,
    'appendfsync everysec',
    // One kind of persistence: the append-only file holds all that a snapshot would, and a fork costs memory.
    'save ""',
    `maxmemory ${maxMemoryMiB}mb`,
    `maxmemory-policy ${eviction}`,
    'tcp-keepalive 60',
    ...(topology.mode === 'standalone'
      ? []
      : [
          'cluster-enabled yes',
          `cluster-config-file ${redisFolder}/nodes.conf`,
          `cluster-node-timeout ${NODE_TIMEOUT_MS}`,
          // A cache: keys of the shards that are left are better than none.
          'cluster-require-full-coverage no',
          // Addresses change with every pod; names do not.
          'cluster-preferred-endpoint-type hostname',
        ]),
  ];
}

/** Variables that `redisStartScript` reads. */
export const redisVariables = {
  password: 'REDIS_PASSWORD',
  monitorPassword: 'REDIS_MONITOR_PASSWORD',
  hostname: 'REDIS_ANNOUNCE_HOSTNAME',
} as const;

/**
 * Rights by name. The application's user cannot end, flush, reconfigure or debug the server; `operator` can, and is who
 * replicates and forms a cluster. Both have the one password: this guards against accidents, not against whoever holds
 * it. The exporter has a password of its own, and may ask for numbers: for no key, and not for CONFIG, which shows the
 * password of the replication.
 */
const users = {
  default: '~* &* +@all -@dangerous +info',
  operator: '~* &* +@all',
} as const;

/** What redis_exporter asks for (its README, 'ACL'), without the values of keys. */
const monitorRights = [
  '-@all',
  '+ping',
  '+info',
  '+client|setname',
  '+cluster|info',
  '+cluster|nodes',
  '+cluster|slots',
  '+latency|latest',
  '+latency|histogram',
  '+slowlog|get',
  '+slowlog|len',
].join(' ');

/** Who replicas log in as, and who `redis-cli --cluster` and people should. */
export const redisOperator = 'operator';

/**
 * A script for a POSIX shell, with the file of `redisConfig` as its argument: adds users and the node's name, and
 * becomes the server. The password reaches the file as a hash, and as bytes in hexadecimal where Redis needs it
 * readable, so that no character of it can end a word or a line.
 */
export function redisStartScript({ topology, monitor }: Pick<Contained, 'topology' | 'monitor'>): string {
  const { password, monitorPassword, hostname } = redisVariables;
  return `${[
    '#!/bin/sh',
    'set -eu',
    `: "\${${password}:?is not set}"`,
    ...(monitor === undefined ? [] : [`: "\${${monitorPassword}:?is not set}"`]),
    'umask 077',
    'conf=/tmp/redis.conf',
    `hash=$(printf %s "$${password}" | sha256sum | cut -c1-64)`,
    ...(monitor === undefined ? [] : [`monitor=$(printf %s "$${monitorPassword}" | sha256sum | cut -c1-64)`]),
    `bytes=$(printf %s "$${password}" | od -An -v -tx1 | tr -d '\\n' | sed 's/ /\\\\x/g')`,
    '{',
    '  cat "$1"',
    ...Object.entries(users).map(([name, rules]) => `  echo "user ${name} on #$hash ${rules}"`),
    ...(monitor === undefined ? [] : [`  echo "user ${monitor.username} on #$monitor ${monitorRights}"`]),
    `  echo "masteruser ${redisOperator}"`,
    '  printf \'masterauth "%s"\\n\' "$bytes"',
    ...(topology.mode === 'standalone' ? [] : [`  echo "cluster-announce-hostname \${${hostname}:?is not set}"`]),
    '} > "$conf"',
    'exec redis-server "$conf"',
  ].join('\n')}\n`;
}
