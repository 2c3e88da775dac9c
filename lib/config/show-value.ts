import { looksLikeSecret } from './literal-secrets';
import type { Path } from './path';
import { isSecretKey } from './secret-keys';

/** Longest text that a message repeats. */
const longest = 40;

/** Shown in place of a secret. */
export const hidden = 'a hidden value';

/** `"three"`, `5`, `a map`, `nothing`: what was received, in at most 40 characters, and never a secret. */
export function showValue(value: unknown, path: Path): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string' && typeof value !== 'number')
    return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
  const text = String(value);
  if (path.some((step) => isSecretKey(String(step))) || looksLikeSecret(text)) return hidden;
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return typeof value === 'string' ? JSON.stringify(short) : short;
}
