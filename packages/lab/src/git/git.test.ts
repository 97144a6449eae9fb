/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseAllDocuments, parseDocument } from 'yaml';
import { labPaths } from '../paths';
import { exec } from '../runtime/exec';
import { temporaryFolder } from '../testUtils';
import { createGitServer, parseCgiHead } from './createGitServer';
import { DeployRepository } from './DeployRepository';
import { editDocument } from './editDocument';
import { deliveryRepositories, replaceRepositoryUrls } from './repositoryUrls';

const application = `# rendered
kind: Application
spec:
  source: {repoURL: "https://git.example.com/deploy.git", path: services/cart}
`;
const project = `kind: AppProject
spec:
  description: from https://git.example.com/deploy.git
  sourceRepos:
    - https://git.example.com/deploy.git
    - https://charts.example.com
`;
const deployment = `# Rendered; never edit by hand.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  labels: {version: "1.0"}
spec:
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: app
          image: registry.example.com/cart:1.0.0
`;

/** A rendered tree with one service. */
function makeTree(): string {
  const tree = temporaryFolder();
  for (const [file, content] of Object.entries({
    'argocd/application-cart.yaml': application,
    'argocd/appproject.yaml': project,
    'services/cart/deployment.yaml': deployment,
  })) {
    mkdirSync(join(tree, file, '..'), { recursive: true });
    writeFileSync(join(tree, file), content);
  }
  return tree;
}

describe('repository urls', () => {
  it('replaces the delivery repository in Applications and AppProjects only', () => {
    const urls = deliveryRepositories(
      parseAllDocuments(application) as any,
      path => path === 'services/cart',
    );
    expect([...urls]).toEqual(['https://git.example.com/deploy.git']);
    const lab = 'http://127.0.0.1:1/deploy.git';
    expect(replaceRepositoryUrls(application, urls, lab)).toBe(
      application.replace('https://git.example.com/deploy.git', lab),
    );
    expect(replaceRepositoryUrls(project, urls, lab)).toBe(
      project.replace(
        '- https://git.example.com/deploy.git',
        '- "http://127.0.0.1:1/deploy.git"',
      ),
    );
  });

  it('leaves a repository alone whose path is not in the tree', () => {
    expect(
      deliveryRepositories(parseAllDocuments(application) as any, () => false),
    ).toEqual(new Set());
  });
});

describe('editDocument', () => {
  it('changes only what differs', () => {
    const document = parseDocument(deployment);
    const before = document.toJS();
    const after = structuredClone(before);
    after.spec.template.spec.containers[0].image =
      'registry.example.com/cart:1.0.1';
    after.spec.template.metadata.labels['lab.mode'] = 'oom';
    delete after.metadata.labels;
    editDocument(document, before, after);
    expect(document.toString({ lineWidth: 0 })).toBe(
      deployment
        .replace('1.0.0', '1.0.1')
        .replace(
          '{labels: {app: cart}}',
          '{ labels: { app: cart, lab.mode: oom } }',
        )
        .replace('  labels: {version: "1.0"}\n', ''),
    );
  });
});

describe('parseCgiHead', () => {
  it('takes the status out of the headers', () => {
    expect(parseCgiHead('Status: 404 Not Found\r\nContent-Type: a/b')).toEqual({
      status: 404,
      fields: { 'Content-Type': 'a/b' },
    });
  });
});

describe('DeployRepository', () => {
  const run = temporaryFolder();
  const paths = labPaths({ run });
  const repository = DeployRepository.create(
    paths,
    'http://127.0.0.1:1/deploy.git',
  );
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createGitServer(paths.git);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await repository.seed(makeTree());
  });

  afterAll(() => new Promise(resolve => server.close(resolve)));

  const clone = async () => {
    const target = join(temporaryFolder(), 'clone');
    await exec('git', ['clone', '-q', `${url}/deploy.git`, target]);
    return target;
  };

  it('serves the tree over smart HTTP, with the lab’s own URL in it', async () => {
    const target = await clone();
    expect(
      readFileSync(join(target, 'argocd/application-cart.yaml'), 'utf8'),
    ).toContain('"http://127.0.0.1:1/deploy.git"');
    expect(
      readFileSync(join(target, 'services/cart/deployment.yaml'), 'utf8'),
    ).toBe(deployment);
  });

  it('commits a change of a workload, and reverts it', async () => {
    await repository.changeWorkload('cart', 'Release cart', workload => {
      workload.spec.template.spec.containers[0].image = 'cart:2';
    });
    const file = 'services/cart/deployment.yaml';
    expect(readFileSync(join(await clone(), file), 'utf8')).toContain('cart:2');
    expect(await repository.revert('cart')).toMatch(/^[0-9a-f]{40}$/);
    expect(readFileSync(join(await clone(), file), 'utf8')).toBe(deployment);
    expect(await repository.revert('cart')).toBeUndefined();
  });

  it('names the services there are when asked for another', async () => {
    await expect(
      repository.changeWorkload('pay', 'Release pay', () => {}),
    ).rejects.toThrow("Found no Deployment of service 'pay'");
    expect(await repository.services()).toEqual(['cart']);
  });

  it('refuses pushes and paths outside the repositories', async () => {
    const target = await clone();
    const push = await exec('git', ['push', 'origin', 'HEAD:other'], {
      cwd: target,
      allowFailure: true,
    });
    expect(push.code).not.toBe(0);
    expect((await fetch(`${url}/..%2f..%2fetc/passwd`)).status).toBe(404);
    expect((await fetch(`${url}/deploy.git`)).status).toBe(404);
  });
});
