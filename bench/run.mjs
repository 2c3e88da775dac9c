// npm run bench: what the built command costs as a whole process, as a ratio to `node -e 0` in the same run, so that
// the numbers of two machines can be compared. Each number is the best of three medians of nine; the programs take
// turns, so that a busy moment hits all of them. A missed target is shown and is no failure: time is not a test.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { kubernetesOnly, production } from './configs.mjs';

const SERIES = 3;
const ROUNDS = 9;
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const work = mkdtempSync(join(tmpdir(), 'memorai-bench-'));

const synth = (name, config) => {
  const folder = join(work, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'bench.yaml'), stringify(config));
  const output = join(work, `${name}-dist`);
  return { words: [join(root, 'build', 'bin', 'memorai.js'), 'synth', '-c', folder, '-d', output], output };
};

/** The rules of the first phase, over the configs of a program that was made before. */
const check = (name) => ({
  words: [join(root, 'build', 'bin', 'memorai.js'), 'check', '--phase', 'platform', '-c', join(work, name)],
});

const programs = {
  node: { words: ['-e', '0'] },
  production: synth('production', production(root)),
  kubernetes: synth('kubernetes', kubernetesOnly()),
  services100: synth('services100', kubernetesOnly(100)),
  services1000: synth('services1000', kubernetesOnly(1000)),
  check: check('production'),
  warmResolve: { words: [join(here, 'warm-resolve.mjs')] },
};

/** Runs a program once, into a folder that is not there yet; milliseconds, peak MiB and what it printed. */
function measure({ words, output }) {
  if (output !== undefined) rmSync(output, { recursive: true, force: true });
  const start = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ['--require', join(here, 'peak-memory.cjs'), ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0) throw new Error(`${words.join(' ')} ended with ${result.status}\n${result.stderr}`);
  return { ms, mib: Number(result.output[3]) / 1024, stdout: result.stdout };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Medians of one series, by program; of a warm resolve, what it prints is the time. */
function series() {
  const runs = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, program] of Object.entries(programs)) runs[name].push(measure(program));
  }
  return Object.fromEntries(
    Object.entries(runs).map(([name, all]) => [
      name,
      {
        ms: median(all.map(({ ms, stdout }) => (name === 'warmResolve' ? Number(stdout) : ms))),
        mib: median(all.map(({ mib }) => mib)),
      },
    ]),
  );
}

const objectsIn = ({ output }) =>
  readdirSync(output, { recursive: true }).filter((path) => /(?<!kustomization)\.yaml$/.test(path)).length;

function table(rows) {
  const cells = [
    ['what', 'measured', 'target', ''],
    ...rows.map(({ what, value, target, unit, digits }) => [
      what,
      `${value.toFixed(digits)}${unit}`,
      `<= ${target}${unit}`,
      value <= target ? 'ok' : 'MISSED',
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

try {
  for (const program of Object.values(programs)) measure(program); // files into the cache of the system
  const all = Array.from({ length: SERIES }, series);
  const best = (value) => Math.min(...all.map(value));
  const ratio = (name, to = 'node') => best((one) => one[name].ms / one[to].ms);
  const rows = [
    { what: 'production, all stacks', value: ratio('production'), target: 26, unit: 'x', digits: 1 },
    { what: 'production, peak memory', value: best((one) => one.production.mib), target: 160, unit: ' MiB', digits: 0 },
    { what: 'production, its config checked', value: ratio('check'), target: 8, unit: 'x', digits: 1 },
    { what: 'Kubernetes only', value: ratio('kubernetes'), target: 10, unit: 'x', digits: 1 },
    {
      what: 'Kubernetes only, peak memory',
      value: best((one) => one.kubernetes.mib),
      target: 85,
      unit: ' MiB',
      digits: 0,
    },
    { what: '1000 against 100 services', value: ratio('services1000', 'services100'), target: 7, unit: 'x', digits: 1 },
    {
      what: '1000 services, an object',
      value: best((one) => one.services1000.ms) / objectsIn(programs.services1000),
      target: 1,
      unit: ' ms',
      digits: 2,
    },
    { what: 'one more resolvePlatform', value: ratio('warmResolve'), target: 0.02, unit: 'x', digits: 4 },
  ];
  process.stdout.write(`node ${process.version}, node -e 0 takes ${best((one) => one.node.ms).toFixed(0)} ms (1x)\n`);
  process.stdout.write(`${table(rows)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
