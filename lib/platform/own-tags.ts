/** Tags of every resource of the environment. No version: it would touch every resource at each release. */
export const ownTags = (environment: string): Readonly<Record<string, string>> => ({
  environment,
  'part-of': 'memorai',
  'managed-by': 'memorai-infra',
});

/** What some resources have beside them: their name, and by what the load balancer controller finds a subnet. */
const OF_SOME = 2;

/** How many of a person's own find room: AWS takes 50 a resource (AWS, 'Tag naming limits and requirements'). */
export const mostTags = 50 - Object.keys(ownTags('')).length - OF_SOME;
