import type { Rule } from './types';

/** Tags that move. */
const MOVING = ['latest', 'main', 'master', 'stable', 'edge', 'nightly'];

/** What runs is what was reviewed: no moving tag where data is protected (E13). */
export const imagePinned: Rule = {
  id: 'image-pinned',
  severity: 'error',
  protects: 'a restart from bringing up code that nobody deployed',
  source: 'E13; guide L53, L70, L97',
  check: ({ services, protection }) =>
    protection.level === 'none'
      ? []
      : Object.values(services)
          .filter(({ image }) => image.digest === undefined && MOVING.includes(image.tag))
          .map((service) => ({
            path: `services.${service.name}.image.tag`,
            message: `"${service.image.tag}" moves; name a version or a digest`,
          })),
};
