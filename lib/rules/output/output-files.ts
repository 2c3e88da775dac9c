import { composeSecrets } from '../../platform/compose-secrets';
import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

/** Objects that a kustomization applies: all of a component. */
const APPLIED = /^kubernetes\/\d\d-[^/]+\/(?!kustomization\.yaml$)/;

export const outputFiles: OutputRule = {
  id: 'output-files',
  severity: 'error',
  protects: 'the tool that reads the output from a file that is not there, and objects from never being applied',
  source: 'design of the output: one object a file, applied in the order of its kustomization',
  reads: ['deployment'],
  wayOut: 'name the file by the path under which it is written',
  check: (output, platform) => {
    const paths = output.artifacts.map(({ path }) => path);
    const files = new Set(paths);
    // `memorai secrets init` makes them where the project runs.
    const secrets = platform.compose === undefined ? [] : composeSecrets(platform).files;
    const madeLater = secrets.map(({ name }) => `compose/secrets/${name}`);
    const references = output.references('file');
    const isThere = (name: string) =>
      files.has(name) || madeLater.includes(name) || paths.some((path) => path.startsWith(`${name}/`));
    const named = new Set(references.map(({ name }) => name));
    return [
      ...references
        .filter(({ name }) => !isThere(name))
        .map(
          (reference): Problem => ({
            path: 'deployment',
            message: `${where(reference)} names file ${reference.name}, which is not written`,
          }),
        ),
      ...paths
        .filter((path) => APPLIED.test(path) && !named.has(path))
        .map((path): Problem => ({ path: 'deployment', message: `${path}: no kustomization lists it` })),
    ];
  },
};
