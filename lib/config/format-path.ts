import { looksLikeSecret } from './literal-secrets';
import type { Path } from './path';

/** `services.api.uses[0]`; a key that is not a plain word is quoted, so that a path is one line and has one reading. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (looksLikeSecret(step)) return `${text}[hidden]`;
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
