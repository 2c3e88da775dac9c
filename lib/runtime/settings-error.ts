/**
 * Thrown for settings that cannot be used; carries every problem, not only the first. The texts name settings,
 * secrets and parameters, never a value that may be secret, so they can be logged.
 */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly issues: readonly string[]) {
    super(issues.join('\n'));
  }
}
