import type { Rule } from 'memorai-infra';

/** Our contracts name the European Union as the place of all personal data. */
export const europeanRegion: Rule = {
  id: 'acme/european-region',
  severity: 'error',
  protects: 'personal data from leaving the European Union',
  source: 'data processing agreement, annex 2',
  reads: ['aws.region', 'aws.recovery.region'],
  wayOut: 'choose a region whose name starts with eu-',
  check: ({ aws }) => {
    const regions = [
      { path: 'aws.region', region: aws?.region },
      { path: 'aws.recovery.region', region: aws?.recovery?.region },
    ];
    return regions.flatMap(({ path, region }) =>
      region === undefined || region.startsWith('eu-')
        ? []
        : [{ path, message: `personal data must stay in the European Union, got ${region}; choose a region eu-…` }],
    );
  },
};
