import { assignedSecret, isAssigned } from './assigned-secrets';
import type { Path } from './path';
import { isSecretKey, isSecretValue, wordsOf } from './secret-keys';

/** A place in a config that holds a secret value. The message never repeats the value. */
export interface LiteralSecret {
  readonly path: Path;
  readonly message: string;
}

const wayOut =
  'a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } ' +
  'under env of the service that reads it';

/** Last words of a key whose value is long and random, but public. */
const publicWords = /\b(?:digest|sha|sha256|checksum|fingerprint|tag|version|commit)$/;

/** Forms of well-known secrets. Each is bounded on the left, so that it does not match inside a longer name. */
const secretForms: readonly { readonly what: string; readonly form: RegExp }[] = [
  // A port ends at "/" or at the end, so that http://host:8080/a@b is no password; <password> and $1 stand for one.
  { what: 'a URL with a password', form: /:\/\/[^\s/:@?#]*:(?!\d+(?:[/?#]|$))(?![<{$*]|%[s(])[^\s@]+@/ },
  { what: 'an AWS access key id', form: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { what: 'a private key', form: /-----BEGIN [A-Z ]*PRIVATE KEY/ },
  { what: 'an API key', form: /(?<![\w-])(?:sk[-_]|rk_live_)[\w-]{16,}/ },
  { what: 'an API key', form: /(?<![\w.-])(?:SG\.[\w-]{8,}\.[\w-]{8,}|AIza[\w-]{30,})/ },
  { what: 'an access token', form: /(?<![\w-])(?:gh[oprsu]_|github_pat_|glpat-|npm_|xox[a-z]-)[\w-]{10,}/ },
  { what: 'a signed token', form: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}/ },
  { what: 'a bearer token', form: /\bBearer\s+[\w.~+/-]{16,}/ },
  {
    what: 'a login of HTTP',
    form: /\bAuthorization\\?["']?\s*[:=]\s*\\?["']?(?:Basic|Bearer|Token)\s+[\w.~+/-]{8,}/i,
  },
  { what: 'an API key', form: /\bX-[\w-]*(?:Key|Token|Secret)\\?["']?\s*:\s*\\?["']?[\w.~+-][\w.~+/-]{7,}/i },
  { what: 'a signed URL', form: /[?&]sig=[\w%+/-]{20,}/ },
];

/** Shorter text has none of the forms above, but for a URL. */
const shortestForm = 12;

/** Finds every secret value: by the key that it stands under, and by its own form. */
export function findLiteralSecrets(value: unknown): LiteralSecret[] {
  const found: LiteralSecret[] = [];
  // An object from TypeScript may hold itself.
  const above = new Set<object>();
  const visit = (node: unknown, path: Path, key: string) => {
    if (typeof node === 'string' || typeof node === 'number') {
      const what = secretKind(key, String(node));
      if (what !== undefined) found.push({ path, message: `holds ${what}; ${wayOut}` });
    } else if (typeof node === 'object' && node !== null && !above.has(node)) {
      above.add(node);
      for (const [name, child] of Object.entries(node)) {
        if (Array.isArray(node)) {
          const flag = flagIn(node[Number(name) - 1]);
          const isValue = flag !== undefined && typeof child === 'string' && isAssigned(flag, child);
          if (isValue) found.push({ path: [...path, Number(name)], message: `holds ${secretOf(flag)}; ${wayOut}` });
          else visit(child, [...path, Number(name)], key);
        } else {
          if (looksLikeSecret(name))
            found.push({ path: [...path, name], message: `has a secret for a key; ${wayOut}` });
          visit(child, [...path, name], namesSecret(node, name) ? '' : name);
        }
      }
      above.delete(node);
    }
  };
  visit(value, [], '');
  return found;
}

/** Whether the value names what is fetched: `secretKey` of an ExternalSecret's entry, which stands beside its `remoteRef`. */
const namesSecret = (entry: object, key: string): boolean => key === 'secretKey' && 'remoteRef' in entry;

/** The name of an argument whose value is the next one: `--password`. */
const flagIn = (argument: unknown): string | undefined =>
  typeof argument === 'string' ? /^--?([A-Za-z][\w-]*)$/.exec(argument)?.[1] : undefined;

/** Whether the text itself is a secret, whatever key it stands under. */
export function looksLikeSecret(text: string): boolean {
  return formOf(text, '') !== undefined;
}

/** What every form above has a piece of: a single look at a text that most have none of. */
const HINT =
  /:\/\/|[?&]sig=|Authorization|X-[\w-]+:|A[KS]IA|PRIVATE KEY|sk[-_]|rk_live_|SG\.|AIza|gh[oprsu]_|github_pat_|glpat-|npm_|xox|eyJ|Bearer/i;

/** Which well-known form of a secret a text holds; random text alone is none, since hashes of content are random too. */
export function secretFormIn(text: string, placeholders: RegExp): string | undefined {
  const literal = text.replace(placeholders, '');
  const known = HINT.test(literal) ? secretForms.find(({ form }) => form.test(literal))?.what : undefined;
  return known ?? assignedIn(literal);
}

function secretKind(key: string, text: string): string | undefined {
  // A reference such as $(DB_PASSWORD) is filled in at run time.
  const literal = text.replace(/\$(?:\{\w+\}|\(\w+\)|[A-Z_][A-Z0-9_]*\b)/g, '');
  return formOf(literal, key) ?? (isSecretKey(key) && isSecretValue(key, literal) ? secretOf(key) : undefined);
}

const secretOf = (name: string): string => `a value of the secret ${JSON.stringify(name)}`;

function assignedIn(text: string): string | undefined {
  const name = assignedSecret(text);
  return name === undefined ? undefined : secretOf(name);
}

function formOf(text: string, key: string): string | undefined {
  const known = text.length < shortestForm ? undefined : secretForms.find(({ form }) => form.test(text))?.what;
  const what = known ?? assignedIn(text);
  if (what !== undefined) return what;
  return hasRandomRun(text) && !publicWords.test(wordsOf(key)) ? 'a long random value' : undefined;
}

/**
 * Whether 40 or more characters in a row are as random as a key: hexadecimal, or capitals, small letters and digits that
 * change at least at three of ten steps (random base64 changes at six, names at one or two).
 */
function hasRandomRun(text: string): boolean {
  if (text.length < 40 || text.startsWith('arn:')) return false;
  const rest = text.replace(/sha(?:256|384|512)[:-][\w+/=]+/g, ' ');
  return (rest.match(/[\w+/-]{40,}/g) ?? []).some((run) => {
    if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(run)) return /[a-f]/i.test(run) && entropy(run) >= 3;
    return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && changes(run) >= 0.3 && entropy(run) >= 4;
  });
}

/** Bits a character; at most 4 in hexadecimal, about 4.8 in 40 characters of base64. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** Share of neighbours of two kinds, of capitals, small letters and digits; separators are left out. */
function changes(text: string): number {
  const kinds = text
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/\d/g, '0');
  return [...kinds].filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length / kinds.length;
}
