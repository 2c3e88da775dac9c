import type { Artifact } from '../platform/artifact';
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
  const compose = composeOf(platform);
  const { file, files } = composeProject(platform);
  const header = generatedHeader(platform);
  const sources = sourcesFile(platform, compose);
  const artifact = (name: string, content: string): Artifact => ({ path: `compose/${name}`, content });
  return [
    artifact('.env.example', envExample(platform)),
    artifact('.gitignore', gitIgnore),
    artifact('compose.yaml', composeYaml(file, header)),
    ...(sources === undefined ? [] : [artifact('compose.sources.yaml', composeYaml(sources, header))]),
    ...files.map(({ name, content }) => artifact(name, content)),
  ];
}
