// Fails when an optional property of an exported interface that callers fill in (…Props, …Options) does not say what
// it is when left out: `@default` in its doc comment. Reads the sources as text, one interface at a time: the compiler
// has no API in TypeScript 7.
import { readdirSync, readFileSync } from 'node:fs';

const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `lib/${name.replaceAll('\\', '/')}`)
  .sort();
const problems = [];
let interfaces = 0;
for (const file of files) {
  const source = readFileSync(file, 'utf8');
  for (const match of source.matchAll(/^export interface (\w+(?:Props|Options))\b[^{]*\{\n([\s\S]*?)^\}/gm)) {
    interfaces += 1;
    const [, name, body = ''] = match;
    // A doc comment, if there is one, and the property below it; two blanks of indentation are the interface's own.
    for (const property of body.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^ {2}(?:readonly )?(\w+)\?:/gm)) {
      if (!property[1]?.includes('@default')) {
        const line = source.slice(0, match.index + match[0].indexOf(body) + property.index).split('\n').length;
        problems.push(`${file}:${line}  ${name}.${property[2]} has no @default`);
      }
    }
  }
}
if (interfaces === 0) problems.push('found no interface to check');
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}
