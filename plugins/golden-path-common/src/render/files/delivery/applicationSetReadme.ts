/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RepositoryContext } from '../../types';

/** When to use the set, and how to change over to it. */
export function applicationSetReadme({ model }: RepositoryContext): string {
  const { system } = model;
  const { argocdNamespace } = system.spec.delivery;
  const [first] = system.spec.environments;
  const names = system.spec.environments.map(({ name }) => `\`${name}\``);
  return `# ${system.title}: one ApplicationSet

There are two ways to deliver the same manifests. Use one of them.

| | Applications (\`<environment>/argocd/\`) | ApplicationSet (this folder) |
| --- | --- | --- |
| Argo CD | one in each cluster | one for all clusters |
| names | \`<service>\` | \`<service>-<environment>\` |
| order | each environment by itself | ${names.join(
    ', then ',
  )}; in each the platform first |
| who starts a sync | Argo CD, when Git changes | the ApplicationSet controller, step by step |

**Never apply both**: two Applications would own the same objects, and \`FailOnSharedResource\` stops the second one.

The set reads \`argocd/application-*.yaml\` of each environment's repository, so options and ignored fields are the same in both ways.

## Use it

1. Argo CD's ApplicationSet controller needs \`--enable-progressive-syncs\`; without it the steps are ignored and all environments
   sync at once.
2. Add the cluster of each environment to Argo CD (\`argocd cluster add\`).
3. If the Applications exist already, delete them without what they deployed: \`argocd app delete <name> --cascade=false\`.
4. \`kubectl apply --namespace ${argocdNamespace} --filename appproject.yaml --filename appproject-platform.yaml\`, then
   \`kubectl apply --namespace ${argocdNamespace} --filename applicationset.yaml\`.
5. Give the entities of the catalog the new names: annotation \`argocd/app-name: <service>-${
    first.name
  }\`.

Prove it: \`kubectl get applicationset ${
    system.name
  } --namespace ${argocdNamespace} -o jsonpath='{.status.conditions}'\` shows
\`ResourcesUpToDate\` as \`True\` and no \`ErrorOccurred\`.
`;
}
