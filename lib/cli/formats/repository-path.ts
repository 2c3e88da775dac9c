import { relative, resolve } from 'node:path';

/**
 * A file as a pipeline names it: from the folder of the checkout, with `/`. Without one the name stays as it is; so
 * does that of a file outside.
 */
export function repositoryPath(file: string, workspace: string | undefined): string {
  const inside = workspace === undefined ? file : relative(workspace, resolve(file));
  return (inside.startsWith('..') ? file : inside).replaceAll('\\', '/');
}
