/** As much of an object as the order of apply needs. */
export interface Ordered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

export const nameOf = ({ kind, metadata }: Ordered): string => `${kind}/${metadata.name}`;

/** What a Job of the migration reads: it has to be there, and healthy, before the Job. */
const READ_BY_JOB = [
  'Namespace',
  'ServiceAccount',
  'ConfigMap',
  'Secret',
  'SecretStore',
  'ExternalSecret',
  'NetworkPolicy',
];

const waveOf = ({ metadata }: Ordered): number => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);

/**
 * What is wrong with the waves in which Argo CD would apply the stages, each given as kustomize builds it; empty when
 * both orders are one: waves never fall from one object to the next, and no wave reaches from one stage into another.
 */
export function waveProblems(stages: readonly (readonly Ordered[])[]): string[] {
  const all = stages.flat();
  const problems = all
    .filter((object) => !Number.isInteger(waveOf(object)))
    .map((object) => `${nameOf(object)} has no wave`);
  all.forEach((object, index) => {
    const before = all[index - 1];
    if (before !== undefined && waveOf(before) > waveOf(object))
      problems.push(`${nameOf(object)}, wave ${waveOf(object)}, comes after ${nameOf(before)}, wave ${waveOf(before)}`);
  });
  stages.forEach((stage, index) => {
    const next = Math.min(
      ...stages
        .slice(index + 1)
        .flat()
        .map(waveOf),
    );
    for (const object of stage)
      if (waveOf(object) >= next)
        problems.push(`${nameOf(object)}, wave ${waveOf(object)}, reaches into the next stage`);
  });
  for (const job of all.filter(({ kind }) => kind === 'Job')) {
    const early = all.filter((object) => READ_BY_JOB.includes(object.kind) && waveOf(object) >= waveOf(job));
    const late = all.filter(({ kind }) => kind === 'Deployment').filter((object) => waveOf(object) <= waveOf(job));
    problems.push(...early.map((object) => `${nameOf(job)} does not wait for ${nameOf(object)}`));
    problems.push(...late.map((object) => `${nameOf(object)} does not wait for ${nameOf(job)}`));
  }
  return problems;
}
