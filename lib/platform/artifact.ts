/** One output file of one environment. Content is final: the writer changes no byte of it. */
export interface Artifact {
  /** Relative to the environment's folder, with `/`: `kubernetes/60-api/deployment-memorai-api.yaml`. */
  readonly path: string;
  readonly content: string;
}
