/**
 * supervisor.cjs <folder>: starts the programs of a laboratory and outlives whoever asked for them. Each line on stdin is
 * JSON: a program to start (name, command, args), or the id of a process that the tests started (guard) or saw end
 * (release). A program that ends although nobody asked for it is started again, as a kubelet would, with a word on stderr
 * that says how it ended and what its log has to say. When stdin ends, because the tests are over or because they were killed in any way, all of these are ended
 * and the folder, with all state and all logs, removed. A process-exit handler inside jest would not do: its `process` is
 * a copy, and nothing runs after SIGKILL.
 */
const { spawn } = require('node:child_process');
const { openSync, closeSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const [folder] = process.argv.slice(2);
const running = new Map();
const guarded = new Set();
/** How long a program may take to end by itself: its state is thrown away, so it gets little. */
const patienceMs = 500;
/** A program that cannot live is given up after so many starts. */
const mostStarts = 4;
const restartDelayMs = 500;
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { name, command, args, guard, release } = JSON.parse(line);
    guarded.delete(release);
    if (guard !== undefined) guarded.add(guard);
    if (command === undefined) return;
    start({ name, command, args, starts: 1 });
  })
  .on('close', end);

function start(program) {
  const { name, command, args, starts } = program;
  const file = join(folder, `${name}.log`);
  const log = openSync(file, 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log], cwd: folder, detached: true });
  closeSync(log);
  running.set(name, child);
  if (child.pid !== undefined) writeFileSync(join(folder, `${name}.pid`), String(child.pid));
  const ended = (how) => {
    running.delete(name);
    if (ending) return;
    const again = starts < mostStarts;
    process.stderr.write(
      `${name} ended by itself (${how})${again ? ' and is started again' : ''}\n${lastWords(file)}\n`,
    );
    if (again) setTimeout(() => ending || start({ ...program, starts: starts + 1 }), restartDelayMs);
  };
  child.on('error', ({ message }) => ended(message)).on('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
}

/** The reason of a crash where there is one (Go's runtime writes it before a long trace), else the end of the log. */
function lastWords(file) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const crash = lines.findLastIndex((line) => /^(panic|fatal error|unexpected fault address)\b/.test(line));
  return (crash < 0 ? lines.slice(-15) : lines.slice(crash, crash + 40)).join('\n');
}

function end() {
  ending = true;
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
