/** Whether a prefix of a public path matches a path, element by element: `/v1` matches `/v1/memories`, not `/v10`. */
export const covers = (prefix: string, path: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
