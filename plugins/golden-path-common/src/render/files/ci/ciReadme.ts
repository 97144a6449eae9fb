/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { EnvironmentSpec } from '../../../spec/platformSpec';
import { repositoryOf } from '../../manifests/applicationSpec';
import { RepositoryContext } from '../../types';

/** What the workflows do, and the settings that the repository needs for them. */
export function ciReadme({ model }: RepositoryContext): string {
  const { system } = model;
  const { delivery, registry, environments } = system.spec;
  const host = registry.split('/')[0];
  const flow = environments
    .map(({ branch, name }) => `| \`${branch}\` | \`${name}\` |`)
    .join('\n');
  return `# ${system.title}: workflows

Copy \`.github/\` into \`${
    delivery.sourceRepository
  }\`, which holds \`services/<name>/\`, \`catalog-info/\` and \`deploy/\`.

| workflow | when | what |
| --- | --- | --- |
| Quality | pull request, push | lints and tests all ${
    model.services.length
  } services, by language |
| Security scan | pull request, push, weekly | dependency review, CodeQL, secrets in the history |
| Manifests | pull request | \`golden-path validate\`, \`render --check\`, \`lint\`; kubeconform; promtool |
| Images | push of \`services/**\` | builds what changed; SBOM, provenance, signature; pushes by digest |
| Promote | after Images | opens the pull request that writes the digests into the catalog and renders |
| Publish | push of \`deploy/**\` | \`golden-path publish\`: renders into the repository that Argo CD reads, with the services that were delivered there |

| a push to | ends in |
| --- | --- |
${flow}

No workflow holds a kubeconfig or reaches a cluster: Argo CD pulls. A release is undone by reverting its pull request.

Services with a repository of their own are delivered to the repository that Argo CD reads by the portal, or by \`golden-path deliver\`; their
entities are in its \`catalog/\`. Publish keeps them and renders them anew, since who calls whom goes both ways. It publishes nothing if one of
them is broken, breaks a rule, or has the name of a service of this repository; the log names it. If a delivery comes between, it starts
again, at most three times.

## Settings of the repository

- Actions: workflows may not be started by forks without approval; the default token reads only.
- Branch rules for ${environments
    .map(({ branch }) => `\`${branch}\``)
    .filter((name, index, all) => all.indexOf(name) === index)
    .join(
      ' and ',
    )}: pull requests only, the checks \`Quality\`, \`Dependencies\`, \`Secrets\`, \`Specs\`, \`Schemas\`
  and \`Alerts\` have passed, and code owners approve.
- A GitHub App that may write contents and pull requests of this repository: variable \`PROMOTE_APP_ID\`, secret
  \`PROMOTE_APP_KEY\`. A pull request of the workflow's own token would start no checks.
- ${registrySetting(host)}

| environment | variable | secret | rules |
| --- | --- | --- | --- |
${environments.map(environment => environmentRow(environment)).join('\n')}

\`DELIVERY_TOKEN\` may write to one repository: ${environments
    .map(
      environment =>
        `${environment.name} to \`${repositoryOf(system, environment)}\``,
    )
    .join(', ')}.

## Check a signature

\`\`\`sh
cosign verify ${registry}/<service>@<digest> \\
  --certificate-oidc-issuer https://token.actions.githubusercontent.com \\
  --certificate-identity-regexp '^https://github\\.com/${
    delivery.sourceRepository
  }/\\.github/workflows/images\\.yaml@refs/heads/'
\`\`\`
`;
}

function registrySetting(host: string): string {
  return host === 'ghcr.io'
    ? "The registry is GitHub's own and takes the job's token; packages inherit the access of this repository."
    : `\`${host}\` trusts identity tokens of \`https://token.actions.githubusercontent.com\` with audience \`${host}\` and this
  repository as subject, and takes one as password. There is no stored password.`;
}

function environmentRow({ name, branch, production }: EnvironmentSpec): string {
  const rules = `only \`${branch}\`${
    production ? ', a reviewer approves' : ''
  }`;
  return `| \`${name}\` | \`DELIVERY_USER\` | \`DELIVERY_TOKEN\` | ${rules} |`;
}
