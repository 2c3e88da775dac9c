/** `docker compose --profile monitoring up`: everything that watches the platform. */
export const watching = { profiles: ['monitoring'] } as const;
