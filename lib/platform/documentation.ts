/** Where a page of docs/ is read: `rules/connections.md`. */
export const documentation = (page: string): string =>
  `https://github.com/memorai/memorai-infra/blob/main/docs/${page}`;
