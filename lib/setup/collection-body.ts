import type { SetupFacts } from '../platform/store-config/setup-facts';

type Facts = SetupFacts['qdrant'];

/** The body of `PUT /collections/{name}`. */
export function collectionBody({ vectors, optimizers, replicationFactor, writeConsistencyFactor }: Facts) {
  return {
    vectors: { size: vectors.size, distance: vectors.distance, on_disk: vectors.onDisk },
    optimizers_config: {
      default_segment_number: optimizers.defaultSegmentNumber,
      max_segment_size: optimizers.maxSegmentSizeKb,
      memmap_threshold: optimizers.memmapThresholdKb,
    },
    replication_factor: replicationFactor,
    write_consistency_factor: writeConsistencyFactor,
  };
}

/** What of the answer to `GET /collections/{name}` is looked at. Everything may be missing: it is another's answer. */
export interface LiveCollection {
  readonly result?: {
    readonly config?: {
      readonly params?: {
        readonly vectors?: { readonly size?: number; readonly distance?: string };
        readonly replication_factor?: number;
        readonly write_consistency_factor?: number;
      };
      readonly optimizer_config?: Readonly<Record<string, unknown>>;
    };
  };
}

/** What differs: what nothing can change any more, and what a request can. */
export function differences(
  facts: Facts,
  live: LiveCollection | undefined,
): { readonly fixed: readonly string[]; readonly changeable: readonly string[] } {
  const wanted = collectionBody(facts);
  const params = live?.result?.config?.params;
  const { size, distance } = params?.vectors ?? {};
  // A collection with named vectors has neither here: our requests would not fit it.
  const fixed =
    size === undefined || distance === undefined
      ? [`named vectors, not one of size ${facts.vectors.size}`]
      : [
          ...(size === facts.vectors.size ? [] : [`vectors of size ${size}, not ${facts.vectors.size}`]),
          ...(distance === facts.vectors.distance ? [] : [`distance ${distance}, not ${facts.vectors.distance}`]),
        ];
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ...Object.entries(wanted.optimizers_config).map(
      ([key, value]) => [key, live?.result?.config?.optimizer_config?.[key], value] as const,
    ),
    ['replication_factor', params?.replication_factor, wanted.replication_factor],
    ['write_consistency_factor', params?.write_consistency_factor, wanted.write_consistency_factor],
  ];
  return {
    fixed,
    changeable: pairs
      .filter(([, is, shall]) => is !== shall)
      .map(([key, is, shall]) => `${key} from ${is ?? 'its default'} to ${shall}`),
  };
}
