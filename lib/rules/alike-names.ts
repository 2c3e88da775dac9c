import { pascalCase } from '../platform/pascal-case';
import type { Platform } from '../platform/types';
import type { Rule } from './types';

interface Named {
  readonly what: string;
  readonly name: string;
  readonly path: string;
}

/** An id of CloudFormation holds letters and digits alone: names that differ in what is between them have one id. */
export const alikeNames: Rule = {
  id: 'alike-names',
  severity: 'error',
  protects: 'the templates from two resources under one id',
  source: "AWS, 'Resources' of CloudFormation: logical ids",
  reads: ['cluster.nodePools', 'services', 'aws.account', 'aws.eks.kind', 'aws.registry.kind'],
  wayOut: 'give one of the two a name with other letters or digits',
  neverAccepted: 'a template holds one resource of an id',
  check: (platform) =>
    namesOf(platform).flatMap((names) =>
      names.flatMap(({ what, name, path }, index) => {
        const first = names.slice(0, index).find((other) => pascalCase(other.name) === pascalCase(name));
        return first === undefined
          ? []
          : [
              {
                path,
                message: `${what} ${first.name} and ${name} differ in signs alone, and CloudFormation knows them by letters and digits: ${pascalCase(name)}; give one of them another name`,
              },
            ];
      }),
    ),
};

/** What becomes resources of CloudFormation under a name that a person has chosen, by kind. */
function namesOf({ aws, cluster, services }: Platform): readonly (readonly Named[])[] {
  if (aws === undefined) return [];
  const all = Object.values(services);
  return [
    all.map(({ name }) => ({ what: 'services', name, path: `services.${name}` })),
    aws.eks?.kind === 'create'
      ? Object.keys(cluster?.nodePools ?? {}).map((name) => ({
          what: 'pools',
          name,
          path: `cluster.nodePools.${name}`,
        }))
      : [],
    (aws.registry?.repositories ?? []).map((name) => {
      const service = all.find(({ image }) => image.repository === `${aws.registry?.host}/${name}`);
      return { what: 'repositories', name, path: `services.${service?.name}.image.repository` };
    }),
  ];
}
