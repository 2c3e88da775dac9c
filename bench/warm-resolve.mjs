// Prints how long one more resolvePlatform takes in a process that has done some, in milliseconds: the median.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolvePlatform } from '../build/lib/index.js';
import { production } from './configs.mjs';

const config = production(join(dirname(fileURLToPath(import.meta.url)), '..'));
const times = [];
for (let run = 0; run < 300; run += 1) {
  const start = process.hrtime.bigint();
  resolvePlatform(config);
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
}
const warm = times.slice(100).sort((a, b) => a - b);
process.stdout.write(String(warm[warm.length / 2]));
