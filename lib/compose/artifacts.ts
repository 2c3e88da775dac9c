import type { Artifact } from '../platform/artifact';
import type { Document, TargetOutput } from '../platform/facts';
import type { Platform } from '../platform/types';
import { envExample } from './env-example';
import { composeOf, composeProject } from './file';
import { generatedHeader } from './header';
import { sourcesFile } from './sources';
import { composeYaml } from './text';

/** What `memorai secrets init` makes never gets into a repository. */
const gitIgnore = '/.env\n/secrets/\n';

/** The files of the target `compose`: one folder that `docker compose` takes as it is. */
export function composeArtifacts(platform: Platform): readonly Artifact[] {
  return composeOutput(platform).artifacts;
}

export function composeOutput(platform: Platform): TargetOutput {
  const documents = composeDocuments(platform);
  const header = generatedHeader(platform);
  return {
    artifacts: documents.map(({ path, value }) => ({
      path,
      content: typeof value === 'string' ? value : composeYaml(value as object, header),
    })),
    facts: () => (require('./facts') as typeof import('./facts')).composeFacts(documents),
  };
}

/** Compose's own files as objects, what its containers mount as text. */
export function composeDocuments(platform: Platform): readonly Document[] {
  const { file, files } = composeProject(platform);
  const sources = sourcesFile(platform, composeOf(platform));
  const document = (name: string, value: string | object): Document => ({ path: `compose/${name}`, value });
  return [
    document('.env.example', envExample(platform)),
    document('.gitignore', gitIgnore),
    document('compose.yaml', file),
    ...(sources === undefined ? [] : [document('compose.sources.yaml', sources)]),
    ...files.map(({ name, content }) => document(name, content)),
  ];
}
