/** How many pods a number or a share is of so many: Kubernetes rounds up. */
export const podsOf = (count: number | string, replicas: number): number =>
  typeof count === 'number' ? count : Math.ceil((replicas * Number.parseInt(count, 10)) / 100);
