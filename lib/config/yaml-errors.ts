import type { YAMLError } from 'yaml';

/** What the parser reports, in our words. The first row that fits is taken; without `text` any message of the code fits. */
const words: readonly { readonly code: YAMLError['code']; readonly text?: RegExp; readonly message: string }[] = [
  { code: 'ALIAS_PROPS', message: 'an alias (*name) may not have an anchor or a tag of its own' },
  { code: 'BAD_ALIAS', message: 'an anchor (&name) or alias (*name) needs a name of its own' },
  { code: 'BAD_DIRECTIVE', message: 'only the directive "%YAML 1.2" is allowed' },
  {
    code: 'BAD_DQ_ESCAPE',
    message: 'unknown escape in double quotes; write "\\\\" for a backslash, or use single quotes',
  },
  { code: 'BAD_INDENT', text: /end with a/, message: 'bracket is not closed, or what stands in it is not indented' },
  {
    code: 'BAD_INDENT',
    message: 'wrong indentation; keys of one map and items of one list must start in the same column',
  },
  { code: 'BAD_PROP_ORDER', message: 'an anchor or a tag stands in the wrong place' },
  { code: 'BAD_SCALAR_START', message: 'a value may not start with this character; put it in quotes' },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    message: 'a map or list may not start here; is the indentation wrong, or does a value with ": " need quotes?',
  },
  { code: 'BLOCK_IN_FLOW', message: 'inside { } and [ ] maps and lists must be written with { } and [ ] too' },
  { code: 'KEY_OVER_1024_CHARS', message: 'a key may have at most 1024 characters' },
  { code: 'MISSING_CHAR', text: /^Missing closing/, message: 'quote is not closed' },
  { code: 'MISSING_CHAR', text: /end with a/, message: 'bracket is not closed' },
  { code: 'MISSING_CHAR', text: /^Implicit map keys/, message: 'missing ":" after this key' },
  { code: 'MISSING_CHAR', text: /^Missing space|must be separated|required/, message: 'missing space' },
  { code: 'MISSING_CHAR', message: 'a character is missing, such as ":", "," or "-"' },
  { code: 'MULTILINE_IMPLICIT_KEY', message: 'a key must stand on one line; is a ":" or a quote missing?' },
  { code: 'MULTIPLE_ANCHORS', message: 'more than one anchor (&name) for one value' },
  { code: 'MULTIPLE_DOCS', message: 'a second document starts here; a config is one document' },
  { code: 'MULTIPLE_TAGS', message: 'more than one tag for one value' },
  { code: 'RESOURCE_EXHAUSTION', message: 'nested too deeply' },
  { code: 'TAB_AS_INDENT', message: 'tab in the indentation; use spaces' },
  { code: 'TAG_RESOLVE_FAILED', message: 'value does not fit its tag' },
];

/** Never quotes the file: the text at a syntax error may be a secret. */
export function syntaxMessage(error: Pick<YAMLError, 'code' | 'message'>): string {
  const row = words.find(({ code, text }) => code === error.code && (text?.test(error.message) ?? true));
  return row?.message ?? 'unexpected text; is a quote, a bracket or a ":" missing before it?';
}
