/**
 * supervisor.cjs <folder>: starts the programs of a laboratory and outlives whoever asked for them. Each line on stdin is
 * JSON: a program to start (name, command, args), or the id of a process that the tests started (guard) or saw end
 * (release). When stdin ends, because the tests are over or because they were killed in any way, all of these are ended
 * and the folder, with all state and all logs, removed. A process-exit handler inside jest would not do: its `process` is
 * a copy, and nothing runs after SIGKILL.
 */
const { spawn } = require('node:child_process');
const { openSync, closeSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const [folder] = process.argv.slice(2);
const running = new Map();
const guarded = new Set();
/** How long a program may take to end by itself: its state is thrown away, so it gets little. */
const patienceMs = 500;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { name, command, args, guard, release } = JSON.parse(line);
    guarded.delete(release);
    if (guard !== undefined) guarded.add(guard);
    if (command === undefined) return;
    const log = openSync(join(folder, `${name}.log`), 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log], cwd: folder, detached: true });
    closeSync(log);
    running.set(name, child);
    child.on('error', () => running.delete(name));
    child.on('exit', () => running.delete(name));
  })
  .on('close', end);

function end() {
  for (const id of guarded) {
    guarded.delete(id);
    try {
      process.kill(id, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  for (const child of running.values()) child.kill('SIGTERM');
  const deadline = Date.now() + patienceMs;
  const poll = setInterval(() => {
    if (running.size > 0 && Date.now() < deadline) return;
    for (const child of running.values()) child.kill('SIGKILL');
    if (running.size > 0) return;
    clearInterval(poll);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit();
  }, 20);
}
