/**
 * Last words of a key under which a value is a secret; `PGPASSWORD` is one word. `secretName`, `tokenPath`, `pullSecrets`
 * and the like end otherwise: they name things.
 */
const secretWords =
  /(?:passw(?:or)?d|passphrase|passcode|(?:api|private|secret|access|account|encryption|signing|master) ?key|access ?key ?id)$|\b(?:pwd|secret|token|credentials?|connection string|require ?pass|master ?auth)$/;

/** Last words that also stand before the name of a secret in a store, such as `memorai/production/postgres`, or of its key. */
const namingWords = /\b(?:secret|token|credentials?|secret key)$/;

/** Whether a value under this key is a secret, whatever it looks like. */
export const isSecretKey = (key: string): boolean => secretWords.test(wordsOf(key));

/** Whether a key of this kind also stands before the name of a secret. */
export const isNamingKey = (key: string): boolean => namingWords.test(wordsOf(key));

/** Whether what stands under a secret key is a value, and not nothing, a choice, or the name of what holds it. */
export function isSecretValue(key: string, text: string): boolean {
  if (text === '' || text === 'true' || text === 'false' || text.startsWith('arn:')) return false;
  return !(isNamingKey(key) && /^[a-z0-9-]+(?:\/[a-zA-Z0-9_-]+)+$/.test(text));
}

/** The words of a key in camel, snake or kebab case: `api key` of `apiKey` and `API_KEY`. */
export function wordsOf(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}
