import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { pascalCase } from '../platform/pascal-case';
import type { Eks, Grant } from '../platform/types';
import { acceptWildcards } from './accepted-findings';
import { podRole } from './granted-role';

/** Why a role says `*`: in words of its grants, but for patterns of names. */
const breadth = (grants: readonly Grant[]): string =>
  [
    ...new Set(
      grants
        .filter(({ resources }) => resources.some((resource) => resource.includes('*')))
        .map(({ why }) => why ?? 'what is made later is known by a pattern: of this environment, or with its tag'),
    ),
  ].join('; ');

export interface PodIdentitiesProps {
  readonly eks: Eks;
}

/** A role for every service account that the platform gives rights to, and its association with the cluster. */
export class PodIdentities extends Construct {
  /** By `namespace/serviceAccount`. */
  public readonly roles: Readonly<Record<string, CfnRole>>;
  public readonly associations: readonly CfnPodIdentityAssociation[];

  constructor(scope: Construct, id: string, { eks }: PodIdentitiesProps) {
    super(scope, id);
    const made = eks.podIdentities.map(({ namespace, serviceAccount, grants }) => {
      const name = pascalCase(`${namespace}-${serviceAccount}`);
      const role = podRole(this, `${name}Role`, { clusterName: eks.name, namespace, serviceAccount, grants });
      acceptWildcards(role, breadth(grants));
      const association = new CfnPodIdentityAssociation(this, name, {
        clusterName: eks.name,
        namespace,
        serviceAccount,
        roleArn: role.attrArn,
      });
      return { key: `${namespace}/${serviceAccount}`, role, association };
    });
    this.roles = Object.fromEntries(made.map(({ key, role }) => [key, role]));
    this.associations = made.map(({ association }) => association);
  }
}
