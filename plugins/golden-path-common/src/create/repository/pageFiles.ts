/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { dashboardAddress, linkFor, ownerName } from '../../render/conventions';
import { emitDocument } from '../../render/emitYaml';
import { releaseBranches } from '../../render/files/ci/workflow';
import { runbookPage } from '../../render/files/runbook';
import { repositoryOf } from '../../render/manifests/applicationSpec';
import { RenderedFile } from '../../render/types';
import { isOnGitHub } from './ciFiles';
import { markdownText } from './markdownText';
import { programDefaults } from './programDefaults';
import { ServiceRepository } from './serviceRepository';

/** How a developer works on it, by language. */
const COMMANDS = {
  node: `npm install   # once; commit package-lock.json
npm run lint
npm test      # types, then tests
npm run dev   # restarts at each change`,
  go: `gofmt -l . && go vet ./... && go tool staticcheck ./...
go test ./...
go run .`,
} as const;

/** Where things are, by language. */
const SOURCES = {
  node: [
    ['src/routes.ts', 'what it answers: begin here'],
    ['src/main.ts', 'how it starts and ends'],
    ['test/', 'tests against a real server'],
  ],
  go: [
    ['routes.go', 'what it answers: begin here'],
    ['main.go', 'how it starts and ends'],
    ['*_test.go', 'tests against a real server'],
  ],
} as const;

/**
 * What people read: the README, and the documentation that the portal shows.
 *
 * @internal
 */
export function pageFiles(repository: ServiceRepository): RenderedFile[] {
  const { service, model } = repository;
  return [
    { path: 'README.md', content: readme(repository) },
    { path: 'docs/index.md', content: indexPage(repository) },
    {
      path: 'docs/runbook.md',
      content: runbookPage(model, service, name =>
        linkFor(model.system.spec.links.runbook, name),
      ),
    },
    {
      path: 'mkdocs.yml',
      content: emitDocument({
        site_name: service.title,
        ...(service.description && { site_description: service.description }),
        docs_dir: 'docs',
        nav: [{ Overview: 'index.md' }, { Runbook: 'runbook.md' }],
        plugins: ['techdocs-core'],
      }),
    },
  ];
}

function readme(repository: ServiceRepository): string {
  const { language, service, model } = repository;
  const { links } = model.system.spec;
  const { port, metricsPort, metricsPath, livenessPath, readinessPath } =
    programDefaults(service.spec);
  const places = [
    ...(links.entity
      ? [`- [Portal](${linkFor(links.entity, service.name)})`]
      : []),
    `- [Dashboard](${dashboardAddress(model.system, service.name)})`,
    '- [Runbook](docs/runbook.md)',
  ];
  const { environments } = model.system.spec;
  const branches = releaseBranches(model)
    .map(branch => `\`${branch}\``)
    .join(' or ');
  const deliveryAccess = environments.some(
    environment => !isOnGitHub(repositoryOf(model.system, environment)),
  )
    ? ', and in each environment `DELIVERY_USER` and `DELIVERY_TOKEN` for the repository that Argo CD reads'
    : ' and to the one that Argo CD reads';
  const files = [
    ...SOURCES[language],
    [
      'service.yaml',
      'how it runs: port, scale, resources, dependencies, alerts',
    ],
    ['catalog-info.yaml', 'what the catalog knows about it'],
    ['docs/', 'its pages in the portal'],
    ['.github/workflows/ci.yaml', 'tests, image, pull request of the release'],
  ];
  return `# ${markdownText(service.title)}
${service.description?.trim() ? `\n${markdownText(service.description)}\n` : ''}
Owned by ${ownerOf(repository)}.

${places.join('\n')}

## Work on it

\`\`\`sh
${COMMANDS[language]}
\`\`\`

It answers on <http://127.0.0.1:${port}>: \`${livenessPath}\` and \`${readinessPath}\` for the kubelet, and your routes. Prometheus reads
<http://127.0.0.1:${metricsPort}${encodeURI(metricsPath)}>.

| variable | meaning | default |
| --- | --- | --- |
| \`PORT\`, \`METRICS_PORT\` | where it listens | ${port}, ${metricsPort} |
| \`LOG_LEVEL\` | \`debug\`, \`info\`, \`warn\` or \`error\` | \`info\` |
| \`SERVICE_NAME\`, \`ENVIRONMENT\` | how it calls itself in logs | \`${
    service.name
  }\`, \`local\` |
| \`ERROR_REPORTING_URL\` | where it reports errors | nowhere |

Each dependency of \`service.yaml\` gives one more variable, with its address.

## Where things are

| file | what |
| --- | --- |
${files.map(([path, what]) => `| \`${path}\` | ${what} |`).join('\n')}

## Release it

A push to ${branches} builds an image, signs it, and opens the pull request that brings it to the environment of the branch.
The workflow needs the variable \`PROMOTE_APP_ID\` and the secret \`PROMOTE_APP_KEY\` of a GitHub App that may write to this
repository${deliveryAccess}. No workflow reaches a cluster.

## Change how it runs

Edit \`service.yaml\`, or use "Change" on the service's page in the portal, which shows what will change in the cluster before it does.
`;
}

function indexPage(repository: ServiceRepository): string {
  const { service, model } = repository;
  const { system } = model;
  const { spec } = service;
  const facts = [
    `Owner: ${ownerOf(repository)}`,
    `Platform: ${markdownText(system.title)}`,
    `Tier: ${spec.tier}`,
    `Port: ${spec.ports.map(({ port }) => port).join(', ')}`,
    `Address in the cluster: \`${service.name}.${system.spec.namespace}.svc.cluster.local\``,
  ];
  return `# ${markdownText(service.title)}

${
  markdownText(service.description ?? '') ||
  'Say here what it does and for whom.'
}

${facts.map(fact => `- ${fact}`).join('\n')}

What to do when an alert fires stands in the [runbook](runbook.md).
`;
}

function ownerOf({ service, model }: ServiceRepository): string {
  const group = model.groups.get(service.owner);
  return markdownText(group?.title ?? ownerName(service.owner));
}
