/** Containers that end: others wait for them. No service of the platform has these names: its own start with `memorai-`. */
export const oneShots = { bootstrap: 'bootstrap', migrate: 'migrate' } as const;
