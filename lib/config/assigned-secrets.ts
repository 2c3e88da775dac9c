import { isNamingKey, isSecretKey, isSecretValue } from './secret-keys';

/** Ways in which a text gives a value to a name; the last group that is there is the value. */
const assignments: readonly RegExp[] = [
  // --password=hunter2, DB_PASSWORD='hunter2', ?token=…&, AccountKey=…; of ==, =~ and => the value begins with a sign.
  /(?<![\w$.-])-{0,2}([A-Za-z][\w.-]*)(?:=| = )(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'`,;&|)}\]]+))/g,
  // {"password":"hunter2"}, also within another text.
  /\\?["']([A-Za-z][\w.-]*)\\?["']\s*:\s*(?=\\"(.+?)\\"|"([^"\n]*)"|'([^'\n]*)')/g,
];

/** --password hunter2: a word that follows may also go on with the sentence. */
const flagged = /(?<![\w-])--?([A-Za-z][\w-]*)\s+(?:"([^"\n]*)"|'([^'\n]*)'|(?=\S*[\dA-Z!#^+])([^\s"'`,;|)-]\S*))/g;

/** password: hunter2, a whole line of a text of several. */
const line = /^\s*(?:- )?([A-Za-z][\w.-]*):\s+(?:"([^"\n]*)"|'([^'\n]*)'|(\S+))\s*$/gm;

/** What all of them have: a name that may be one of a secret, and a sign. A single look at a text that most have none of. */
const HINT = /(?:pass\w*|pwd|secret|token|key|credentials?|string|auth|id)\\?["']?\s*[=:]|--?\w[\w-]*\s/i;

/** The name to which a text gives a secret value; undefined where it gives none. */
export function assignedSecret(text: string): string | undefined {
  if (!HINT.test(text)) return undefined;
  for (const form of [...assignments, flagged, ...(text.includes('\n') ? [line] : [])]) {
    for (const [, name = '', ...values] of text.matchAll(form)) {
      const value = values.find((one) => one !== undefined) ?? '';
      if (isAssigned(name, value)) return name;
    }
  }
  return undefined;
}

/** Whether a text beside this name is the value itself: a word that stands for it, its file or its address is none. */
export const isAssigned = (name: string, value: string): boolean =>
  isSecretKey(name) &&
  isSecretValue(name, value) &&
  ![standIn, code, noValue].some((form) => form.test(value)) &&
  !(isNamingKey(name) && (named.test(value) || isSecretKey(value)));

/** Filled in later ($DB_PASSWORD, {{ .Password }}, <password>), a file, an address, or a name in capitals. */
const standIn =
  /^(?:[$%{<`*@/=~>([\\…]|\.\.|--|[\w+.-]+:\/\/|(?:file|env|vault|ref|op)[:+]|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$)/;

/** What a program finds the value by: `process.env.X`, `read('x')`, `new Secret`. */
const code = /^(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+;?$|[\w.$]+[([]|(?:new|await)$)/;

/** What a person or a program writes in place of one. */
const noValue =
  /^'?(?:x+|none|null|nil|undefined|unset|true|false|yes|no|required|optional|redacted|hidden|masked)'?$/i;

/** The name of a secret, or how many tokens. */
const named = /^(?:\d+|[a-z]+(?:-[a-z0-9]+)+)$/;
