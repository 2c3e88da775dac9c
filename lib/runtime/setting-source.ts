/** Where the values of secrets and parameters come from. Rejects with the error of the service that was asked. */
export interface SettingSource {
  /** @param id name or ARN */
  secret(id: string): Promise<string>;
  /** @param name such as `/memorai/production/postgres/host` */
  parameter(name: string): Promise<string>;
}

/** A failure whose message is ours and tells nothing secret, so that it may be shown as it is. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
