import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSetup } from './run';

/** The process around `memorai-db`: its environment, its streams, its exit code. */
export function main(): void {
  const manifest = join(__dirname, '..', '..', '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const running = runSetup(process.argv.slice(2), version, {
    environment: process.env,
    clock: {
      now: () => performance.now(),
      sleep: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
    },
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
  void running.then((code) => {
    process.exitCode = code;
  });
}
