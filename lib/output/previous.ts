import type { Artifact } from '../platform/artifact';
import { Entries } from './entry';
import { type FileSystem, realFileSystem } from './file-system';
import { ownedFiles } from './manifest';

/**
 * The files of an environment that the last write left and that are wanted, as they are now; one that somebody deleted is
 * left out.
 *
 * @throws OutputError when `.synth.json` cannot be read
 */
export function previousArtifacts(
  root: string,
  environment: string,
  wanted: (path: string) => boolean,
  fs: FileSystem = realFileSystem,
): readonly Artifact[] {
  const entries = new Entries(root, fs);
  return [...ownedFiles(root, environment, fs).keys()].filter(wanted).flatMap((path) => {
    const content = entries.read(`${environment}/${path}`);
    return content === undefined ? [] : [{ path, content: content.toString('utf8') }];
  });
}
