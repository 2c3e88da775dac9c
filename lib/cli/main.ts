import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../platform/package-root';
import { type Console, styleFor } from './console';
import { run } from './run';
import { staleSources } from './stale-build';

/** The process around the command line: its streams, its version, its exit code. */
export function main(): void {
  // A reader that goes away (`| head`) is no error, and takes nothing from the exit code.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const isTerminal = process.stderr.isTTY === true;
  const console: Console = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    progress: (text) => void (isTerminal && process.stderr.write(text)),
    style: styleFor(isTerminal, process.env),
    outStyle: styleFor(process.stdout.isTTY === true, process.env),
    ...(isTerminal && { columns: process.stderr.columns }),
    ...(process.env.GITHUB_WORKSPACE && { workspace: process.env.GITHUB_WORKSPACE }),
  };
  const root = packageRoot(__dirname);
  const stale = staleSources(root);
  if (stale !== undefined) {
    console.err(`error: ${stale} is newer than the compiled code; run npm run build\n`);
    process.exitCode = 1;
    return;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  process.exitCode = run(process.argv.slice(2), version, console);
}
