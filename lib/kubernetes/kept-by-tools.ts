/** How the tools that prune are told to leave an object, and the data that goes with it. */
export const keptByTools: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
