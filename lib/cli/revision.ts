import { spawnSync } from 'node:child_process';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { ConfigError } from '../config/errors';
import { MANIFEST } from '../output/artifact-path';
import type { Artifact } from '../platform/artifact';

/**
 * The files of an environment as a revision of git holds them: those that `.synth.json` of that revision names; none
 * where it has none.
 *
 * @param outDir - Folder of the output, as `synth` took it.
 * @throws ConfigError where git does not know the revision, or cannot be asked
 */
export function artifactsAt(revision: string, outDir: string, environment: string): readonly Artifact[] {
  const commit = commitOf(revision);
  const folder = `${relative(process.cwd(), resolve(outDir)).replaceAll('\\', '/') || '.'}/${environment}`;
  if (folder.startsWith('../') || isAbsolute(folder))
    throw refusal(`${join(outDir)} lies outside of the working folder, in which git is asked`);
  const read = (path: string) => `${commit}:./${folder}/${path}`;
  const [manifest] = contents([read(MANIFEST)]);
  if (manifest === undefined) return [];
  const { files } = JSON.parse(manifest) as { readonly files: Readonly<Record<string, string>> };
  const paths = Object.keys(files);
  return contents(paths.map(read)).flatMap((content, index) => {
    const path = paths[index];
    return content === undefined || path === undefined ? [] : [{ path, content }];
  });
}

function commitOf(revision: string): string {
  const { status, stdout, stderr } = git(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  if (status === 0) return stdout.toString('utf8').trim();
  const reason =
    stderr
      .toString('utf8')
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^fatal: /, '') ?? '';
  throw refusal(`git knows no revision "${revision}" here: ${reason}; git log --oneline shows what there is`);
}

/** The text of each object, undefined where there is none; all in one process. */
function contents(names: readonly string[]): readonly (string | undefined)[] {
  const { status, stdout, stderr } = git(['cat-file', '--batch'], `${names.join('\n')}\n`);
  if (status !== 0) throw refusal(`git cannot read the files: ${stderr.toString('utf8').trim()}`);
  let start = 0;
  return names.map(() => {
    const line = stdout.indexOf('\n', start);
    const size = / blob (\d+)$/.exec(stdout.toString('utf8', start, line))?.[1];
    start = line + 1;
    if (size === undefined) return undefined;
    const content = stdout.toString('utf8', start, start + Number(size));
    start += Number(size) + 1;
    return content;
  });
}

function git(words: readonly string[], input = '') {
  const result = spawnSync('git', words, { input, maxBuffer: 256 * 1024 * 1024 });
  if (result.error !== undefined) throw refusal(`git cannot be started: ${result.error.message}`);
  return result;
}

const refusal = (message: string): ConfigError => new ConfigError([{ path: '', code: 'file', message }]);
