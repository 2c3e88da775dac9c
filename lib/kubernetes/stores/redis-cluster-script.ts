import { redisOperator } from '../../platform/store-config/redis-config';

/** Slots of a Redis cluster, which its shards share. */
const SLOTS = 16_384;

/**
 * What makes separate servers a cluster and keeps them one, as a script for a POSIX shell with one word as its argument.
 * It reads `nodes`, beside it: a line a node, its shard and its host, a shard's first primary first.
 *
 * - `keep` runs beside each server. Redis finds a node that has a new address only if that node finds it; when all pods
 *   are new nobody finds anybody, so whoever misses a node introduces itself to all of them again. A primary without
 *   slots, which is new or has lost its volume, becomes a replica of its shard.
 * - `ready`: the server answers, its cluster does, and as a replica it has its primary's data.
 * - `leave`: a primary hands its shard over before it stops, as otherwise nobody answers for it until the others have
 *   agreed that it is gone, and two primaries that stop together can leave no majority to agree.
 * - `form`: shares out the slots where no node has any, introduces the nodes to each other, and gives slots to shards
 *   that came later. Whatever it finds done it leaves.
 *
 * Passwords come from the environment (REDISCLI_AUTH) and are in no argument.
 */
export const redisClusterScript = (port: number): string => `#!/bin/sh
set -u
nodes=$(dirname "$0")/nodes
port=${port}
slots=${SLOTS}

# ask HOST WORD...: one command to one server
ask() {
  asked=$1
  shift
  timeout 5 redis-cli --user ${redisOperator} --no-auth-warning -h "$asked" -p "$port" "$@" 2>/dev/null | tr -d '\\r'
}

hosts() { cut -d' ' -f2 "$nodes"; }

address() { getent hosts "$1" | awk 'NR == 1 { print $1 }'; }

# introduce HOST: makes it meet every node that has an address
introduce() {
  for host in $(hosts); do
    ip=$(address "$host")
    [ -z "$ip" ] || ask "$1" cluster meet "$ip" "$port" >/dev/null
  done
}

# of HOST FIELD: a number of its CLUSTER INFO
of() { ask "$1" cluster info | sed -n "s/^$2:\\([0-9]*\\)$/\\1/p"; }

# From CLUSTER NODES of this node: the id that it should replicate; nothing where it is well as it is.
leader() {
  awk -v own="$REDIS_ANNOUNCE_HOSTNAME" '
    NR == FNR { shard[$2] = $1; if (!($1 in first)) first[$1] = $2; next }
    { split($2, part, ","); host = part[2] }
    $3 ~ /myself/ { empty = $3 ~ /master/ && NF == 8 }
    $3 ~ /master/ && $3 !~ /myself|fail|noaddr|handshake/ && shard[host] != "" && shard[host] == shard[own] {
      if (NF > 8) holder = $1
      else if (host == first[shard[own]]) beginner = $1
    }
    END { if (empty) print holder != "" ? holder : beginner }' "$nodes" -
}

keep() {
  while sleep 2; do
    view=$(ask "$POD_IP" cluster nodes)
    [ "$(printf '%s\\n' "$view" | grep -c :)" -gt 1 ] || continue
    printf '%s\\n' "$view" | awk '$3 ~ /fail|noaddr/ || $8 == "disconnected" { bad = 1 } END { exit !bad }' &&
      introduce "$POD_IP"
    id=$(printf '%s\\n' "$view" | leader)
    [ -z "$id" ] || ask "$POD_IP" cluster replicate "$id" >/dev/null
  done
}

ready() {
  ask "$POD_IP" cluster info | grep '^cluster_state:ok$' >/dev/null || return 1
  replication=$(ask "$POD_IP" info replication)
  case $replication in
    *role:master*) return 0 ;;
    *master_link_status:up*) return 0 ;;
    *) return 1 ;;
  esac
}

leave() {
  tries=15
  while [ $tries -gt 0 ]; do
    heir=$(ask "$POD_IP" cluster nodes | awk '
      { ip[$1] = $2; sub(/:[0-9]+@.*/, "", ip[$1]); flags[$1] = $3; of[$1] = $4; link[$1] = $8 }
      $3 ~ /myself/ { me = $1 }
      END {
        for (id in of) if (of[id] == me && link[id] == "connected" && flags[id] !~ /fail|noaddr/) { print ip[id]; exit }
      }')
    [ -n "$heir" ] || return 0
    ask "$heir" cluster failover >/dev/null
    sleep 2
    tries=$((tries - 1))
  done
}

# manage COMMAND OPTION...: work of redis-cli on the whole cluster
manage() {
  work=$1
  shift
  redis-cli --user ${redisOperator} --no-auth-warning --cluster "$work" "$(address "$hub"):$port" --cluster-yes "$@"
}

form() {
  for host in $(hosts); do
    until [ "$(ask "$host" ping)" = PONG ]; do sleep 1; done
  done
  hub=
  for host in $(hosts); do
    [ "$(of "$host" cluster_slots_assigned)" != $slots ] || hub=$host
  done
  shards=$(cut -d' ' -f1 "$nodes" | sort -u | wc -l)
  if [ -z "$hub" ]; then
    echo "no node has the slots: they are shared out among $shards shards"
    shard=0
    for host in $(awk '!seen[$1]++ { print $2 }' "$nodes"); do
      ask "$host" cluster addslotsrange $((shard * slots / shards)) $(((shard + 1) * slots / shards - 1))
      shard=$((shard + 1))
      ask "$host" cluster set-config-epoch "$shard" >/dev/null
      hub=\${hub:-$host}
    done
  fi
  introduce "$hub"
  until everyone_knows; do sleep 1; done
  if ask "$hub" cluster nodes | awk '$3 ~ /master/ && $3 !~ /fail/ && NF == 8 { new = 1 } END { exit !new }'; then
    echo 'a shard has no slots: they are shared out again'
    # A move that broke off leaves its slot open, and before it is closed nothing else is moved.
    manage fix
    manage rebalance --cluster-use-empty-masters || exit 1
    until everyone_knows; do sleep 1; done
  fi
  ask "$hub" cluster info
}

# Every node sees a cluster that works, with one primary a shard and everybody else a replica, and takes part in it: a
# primary that has just come takes no key for two seconds.
everyone_knows() {
  for host in $(hosts); do
    ask "$host" cluster info | grep '^cluster_state:ok$' >/dev/null || return 1
    [ "$(of "$host" cluster_slots_ok)" = $slots ] || return 1
    [ "$(ask "$host" cluster nodes | awk '$3 ~ /master/ && $3 !~ /fail|noaddr/' | grep -c :)" = "$shards" ] || return 1
    [ "$(ask "$host" cluster nodes | awk '$3 ~ /slave/ && $3 !~ /fail|noaddr/' | grep -c :)" = \\
      $(($(hosts | grep -c .) - shards)) ] || return 1
  done
}

case \${1:-} in
  keep | ready | leave | form) "$1" ;;
  *) echo 'one of keep, ready, leave, form' >&2; exit 2 ;;
esac
`;
