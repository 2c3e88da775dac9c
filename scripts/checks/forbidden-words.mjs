// Fails when a file that git knows, or would add, holds what belongs to one machine or to one moment: a path of
// somebody's home folder, the host of a package registry in a lock file, a note to do something another time.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const isLock = (file) => basename(file) === 'package-lock.json';
const rules = [
  { what: 'path of a machine', pattern: /(?<![\w.$}*-])\/(?:root|home\/\w+|Users\/\w+)\//, in: () => true },
  { what: 'note for another time', pattern: /\b(?:TO(?:DO)|FIX(?:ME))\b/, in: (file) => !isLock(file) },
  { what: 'host of a registry', pattern: /"resolved": "\w+:/, in: isLock },
];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
}).split('\0');
const problems = [];
let read = 0;
for (const file of new Set(files)) {
  const text = file === '' ? undefined : textOf(file);
  if (text === undefined) continue;
  read += 1;
  for (const { what, pattern } of rules.filter((rule) => rule.in(file))) {
    const at = text.search(pattern);
    if (at >= 0) {
      const line = text.slice(0, at).split('\n').length;
      problems.push(`${file}:${line}  ${what}: ${text.slice(at, at + 40).split('\n')[0]}`);
    }
  }
}
if (read === 0) problems.push('found no file to check');
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

/** Undefined for a file that was deleted and not yet committed. */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
