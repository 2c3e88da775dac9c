import { join } from 'node:path';
import type { Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { installed } from './postgres-server';

interface Request {
  readonly method: string;
  readonly name: string;
  readonly body: unknown;
}

/** A stand-in of Qdrant that knows one key, and the requests that it got; `faults` as qdrant_server.py has them. */
export async function startQdrant(keeper: Keeper, key: string, faults: readonly string[] = []) {
  const server = keeper.start({
    command: installed('MEMORAI_QDRANT_PYTHON'),
    args: [join(__dirname, 'qdrant_server.py'), key, ...faults],
    cwd: keeper.folder,
    env: { PATH: process.env.PATH ?? '', PYTHONDONTWRITEBYTECODE: '1' },
  });
  await until('the stand-in answers', 60_000, () => server.output().stdout.endsWith('\n') || server.output().stderr);
  const requests = () =>
    server
      .output()
      .stderr.trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Request);
  return {
    url: `http://127.0.0.1:${server.output().stdout.trim()}`,
    requests,
    methods: () =>
      requests()
        .map(({ method }) => method)
        .join(' '),
  };
}
