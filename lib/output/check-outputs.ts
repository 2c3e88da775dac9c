import type { Artifact } from '../platform/artifact';
import { environmentProblem, fold, parentsOf, pathProblem } from './artifact-path';
import { OutputError, type OutputProblem } from './output-error';

/** What to write: the artifacts of each environment, by its name. */
export type Outputs = ReadonlyMap<string, readonly Artifact[]>;

const REMEDY = 'this is a fault of the renderer or construct that made it';

/**
 * Refuses artifacts that no machine could write safely; the disk is not looked at.
 * @throws OutputError with everything that is wrong with them
 */
export function checkOutputs(outputs: Outputs): void {
  const environments = [...outputs.keys()];
  const problems = [
    ...environments.flatMap((name) => problem(JSON.stringify(name), environmentProblem(name))),
    ...sameNames(environments),
    ...[...outputs].flatMap(([environment, artifacts]) => checkArtifacts(environment, artifacts)),
  ];
  if (problems.length > 0) {
    throw new OutputError(problems);
  }
}

function checkArtifacts(environment: string, artifacts: readonly Artifact[]): OutputProblem[] {
  const paths = artifacts.map(({ path }) => path);
  const files = new Set(paths);
  const inPlace = (path: string) => `${environment}/${path}`;
  return [
    ...paths.flatMap((path) => problem(JSON.stringify(inPlace(path)), pathProblem(path))),
    ...repeated(paths).flatMap((path) => problem(inPlace(path), 'is the path of two artifacts')),
    ...sameNames(new Set(paths.flatMap((path) => [...parentsOf(path), path])), inPlace),
    ...[...new Set(paths.flatMap(parentsOf))]
      .filter((folder) => files.has(folder))
      .flatMap((folder) => problem(inPlace(folder), 'is both a file and the folder of another artifact')),
    ...artifacts
      .filter(({ content }) => /\p{Surrogate}/u.test(content))
      .flatMap(({ path }) => problem(inPlace(path), 'has content with half of a surrogate pair')),
  ];
}

function repeated(paths: readonly string[]): string[] {
  const seen = new Set<string>();
  return paths.filter((path) => seen.size === seen.add(path).size);
}

/** Names that are different here and the same on macOS and Windows. */
function sameNames(names: Iterable<string>, inPlace = (name: string) => name): OutputProblem[] {
  const seen = new Map<string, string>();
  const problems: OutputProblem[] = [];
  for (const name of names) {
    const other = seen.get(fold(name)) ?? name;
    seen.set(fold(name), other);
    if (other !== name) {
      problems.push(...problem(inPlace(name), `differs only in case or accents from ${inPlace(other)}`));
    }
  }
  return problems;
}

function problem(path: string, message: string | undefined): OutputProblem[] {
  return message === undefined ? [] : [{ path, message, remedy: REMEDY }];
}
