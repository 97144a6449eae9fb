/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { secretName, SECRETS_PATH } from '../../conventions';
import { RepositoryContext } from '../../types';
import { localResources } from './localResources';
import { placeholderOf } from './placeholders';

/** How the examples become Secrets that one may use. */
export function secretsReadme({ model }: RepositoryContext): string {
  const { namespace, secrets } = model.system.spec;
  const resources = localResources(model);
  const owner =
    model.services.find(({ spec }) => spec.secrets.length > 0) ?? resources[0];
  const name = owner
    ? secretName('host' in owner ? owner.host : owner.name)
    : secretName('<service>');
  return `# Secrets for a cluster of your own

Examples: what has to be replaced begins with \`${placeholderOf(
    '',
  )}\`. Where there is a secret store, External Secrets makes the same objects
from \`${secrets.kind}/${secrets.name}\`, and nothing here is applied.

- A service finds each key as a file below \`${SECRETS_PATH}\`; none is a variable, which logs and crash reports would show.
- The same key has the same value everywhere: a service and its database agree. Change both.
- Never commit a real value. Copy the folder to a place that Git ignores and edit there:

\`\`\`sh
cp --recursive local/secrets /tmp/secrets
sed --in-place "s/replace-me-db-password/$(openssl rand -hex 24)/" /tmp/secrets/*.yaml
kubectl apply --server-side --filename /tmp/secrets
\`\`\`

A real value changes in the store, not here: \`kubectl annotate externalsecret ${name} --namespace ${namespace} force-sync="$(date +%s)" --overwrite\`
reads it at once, and pods see the new file within a minute.
`;
}
