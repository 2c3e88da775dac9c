/**
 * supervisor.cjs <folder>: runs commands for the tests and outlives them. Each line on stdin is a command as JSON: id, command,
 * args, cwd, env; its output goes to <folder>/<id>.out and .err, and when it ends a line {id, code} goes to stdout. When
 * stdin ends, because the tests are over or were killed in any way, whatever still runs is killed with all that it
 * started, and the folder is removed. A process-exit handler inside jest would not do: nothing runs after SIGKILL.
 */
const { spawn } = require('node:child_process');
const { closeSync, openSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const [folder] = process.argv.slice(2);
const running = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
process.stdout.on('error', end);

createInterface({ input: process.stdin }).on('line', start).on('close', end);

function start(line) {
  const { id, command, args, cwd, env } = JSON.parse(line);
  const files = ['out', 'err'].map((name) => openSync(join(folder, `${id}.${name}`), 'a'));
  const child = spawn(command, args, { stdio: ['ignore', ...files], cwd, env, detached: true });
  for (const file of files) closeSync(file);
  const ended = (code) => {
    if (running.delete(child)) process.stdout.write(`${JSON.stringify({ id, code: code ?? 1 })}\n`);
  };
  running.add(child);
  child.on('error', () => ended(127)).on('exit', ended);
}

function end() {
  for (const { pid } of running) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // it has just ended by itself
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit();
}
