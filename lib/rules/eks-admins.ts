import { ofCreatedEks } from './created-eks';
import type { Rule } from './types';

/** Whoever deploys is a role of CloudFormation: a cluster without administrators is one that no person can use. */
export const eksAdmins: Rule = {
  id: 'eks-admins',
  severity: 'warning',
  protects: 'people from standing before a cluster that lets nobody in',
  source: 'AWS documentation, access entries',
  reads: ['aws.eks.admins', 'aws.eks.kind'],
  wayOut: 'name the IAM roles that administer the cluster',
  check: ofCreatedEks(({ name, admins }) =>
    admins.length > 0
      ? []
      : [
          {
            path: 'aws.eks.admins',
            message: `nobody may use kubectl on ${name}; name the IAM roles that administer it`,
          },
        ],
  ),
};
