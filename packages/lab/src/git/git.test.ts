/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseAllDocuments, parseDocument } from 'yaml';
import { labPaths } from '../paths';
import { exec } from '../runtime/exec';
import { temporaryFolder } from '../testUtils';
import { createGitServer, Push } from './createGitServer';
import { DeployRepository } from './DeployRepository';
import { editDocument } from './editDocument';
import { gitEnvironment } from './gitEnvironment';
import { parseCgiHead } from './gitHttpBackend';
import { deliveryRepositories, replaceRepositoryUrls } from './repositoryUrls';
import { tellArgoCd } from './tellArgoCd';

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

describe('the lab’s repositories', () => {
  const paths = labPaths({ run: temporaryFolder() });
  const repository = DeployRepository.create(
    paths,
    'http://127.0.0.1:1/deploy.git',
  );
  const pushes: Push[] = [];
  const token = 'token-0000000000000000';
  let server: Server;
  let url: string;
  let authorised: string;

  beforeAll(async () => {
    server = createGitServer({
      root: paths.git,
      username: 'portal',
      token,
      maxPackBytes: 200_000,
      onPush: push => pushes.push(push),
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    url = `http://${host}`;
    authorised = `http://portal:${token}@${host}`;
  });

  beforeEach(async () => {
    await repository.seed(makeTree());
    pushes.length = 0;
  });

  afterAll(() => new Promise(resolve => server.close(resolve)));

  const git = async (cwd: string, ...args: string[]) => {
    const result = await exec('git', args, {
      cwd,
      env: { ...gitEnvironment, GIT_TERMINAL_PROMPT: '0' },
      allowFailure: true,
    });
    return { ...result, stdout: result.stdout.trim() };
  };

  const clone = async (name = 'deploy') => {
    const target = join(temporaryFolder(), 'clone');
    const { code, stderr } = await git(
      '/',
      ...['clone', '-q', `${url}/${name}.git`, target],
    );
    if (code !== 0) throw new Error(stderr);
    return target;
  };

  const commit = async (folder: string, files: Record<string, string>) => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    await git(folder, 'add', '-A');
    await git(folder, 'commit', '-q', '-m', 'change');
    return (await git(folder, 'rev-parse', 'HEAD')).stdout;
  };

  /** A repository of its own with one commit, which nobody has seen yet. */
  const makeRepository = async (files: Record<string, string>) => {
    const folder = temporaryFolder();
    await git(folder, 'init', '-q', '-b', 'main');
    await commit(folder, files);
    return folder;
  };

  /** What somebody else pushes to the deploy repository. */
  const deliver = async (files: Record<string, string>) => {
    const folder = await clone();
    const sha = await commit(folder, files);
    const { code } = await git(
      folder,
      ...['push', `${authorised}/deploy.git`, 'main'],
    );
    expect(code).toBe(0);
    return sha;
  };

  const file = 'services/cart/deployment.yaml';
  const read = async (path = file) =>
    readFileSync(join(await clone(), path), 'utf8');
  const release = (service: string) =>
    repository.changeWorkload(service, `Release ${service}`, workload => {
      workload.spec.template.spec.containers[0].image = 'cart:2';
    });

  const until = async (accept: () => boolean) => {
    const end = Date.now() + 20_000;
    while (!accept()) {
      if (Date.now() > end) throw new Error('It did not happen in time.');
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };

  describe('the deploy repository', () => {
    it('serves the tree over smart HTTP, with the lab’s own URL in it', async () => {
      const target = await clone();
      expect(
        readFileSync(join(target, 'argocd/application-cart.yaml'), 'utf8'),
      ).toContain('"http://127.0.0.1:1/deploy.git"');
      expect(readFileSync(join(target, file), 'utf8')).toBe(deployment);
    });

    it('takes a change of a workload, and takes it back', async () => {
      await release('cart');
      expect(await read()).toContain('cart:2');
      expect(await repository.revert('cart')).toMatch(/^[0-9a-f]{40}$/);
      expect(await read()).toBe(deployment);
      expect(await repository.revert('cart')).toBeUndefined();
    });

    it('takes both of two changes back', async () => {
      await release('cart');
      await repository.changeWorkload('cart', 'Again', workload => {
        workload.spec.replicas = 3;
      });
      await repository.revert('cart');
      expect(await read()).toBe(deployment);
    });

    it('commits on top of what others pushed', async () => {
      await deliver({ 'services/pay/deployment.yaml': deployment });
      expect(await repository.services()).toEqual(['cart', 'pay']);
      expect(await repository.objects('services/pay')).toHaveLength(1);
      await release('cart');
      expect(await read('services/pay/deployment.yaml')).toBe(deployment);
    });

    it('changes services that others made, and leaves them there when it takes that back', async () => {
      await deliver({ 'services/pay/deployment.yaml': deployment });
      await release('pay');
      expect(await read('services/pay/deployment.yaml')).toContain('cart:2');
      await repository.revert('pay');
      expect(await read('services/pay/deployment.yaml')).toBe(deployment);
    });

    it('keeps what others changed of a service while it was broken', async () => {
      await release('cart');
      await deliver({
        [file]: (await read()).replace('Rendered;', 'Rendered by 0.2.0;'),
        'services/cart/service.yaml': 'kind: Service\n',
      });
      await repository.revert('cart');
      expect(await read()).toBe(
        deployment.replace('Rendered;', 'Rendered by 0.2.0;'),
      );
      expect(await read('services/cart/service.yaml')).toBe('kind: Service\n');
    });

    it('says so when others changed the very lines', async () => {
      await release('cart');
      await deliver({ [file]: (await read()).replace('cart:2', 'cart:7') });
      await expect(repository.revert('cart')).rejects.toThrow(
        "Failed to take back what the lab changed of 'cart': somebody changed the same lines",
      );
      expect(await read()).toContain('cart:7');
    });

    it('has nothing to take back of a service that somebody removed', async () => {
      await release('cart');
      const folder = await clone();
      await git(folder, 'rm', '-rq', 'services/cart');
      await git(folder, 'commit', '-q', '-m', 'remove');
      await git(folder, 'push', `${authorised}/deploy.git`, 'main');
      expect(await repository.revert('cart')).toBeUndefined();
      expect(await repository.services()).toEqual([]);
    });

    it('makes its commit again when somebody else was faster', async () => {
      let calls = 0;
      await repository.changeWorkload('cart', 'Release cart', workload => {
        workload.spec.template.spec.containers[0].image = 'cart:2';
        calls++;
        // Synchronous, as the edit is.
        if (calls === 1) {
          execFileSync('sh', [
            '-c',
            `cd "$0" && git clone -q deploy.git other && cd other && mkdir services/pay && echo 'kind: Service' > services/pay/service.yaml && git add -A && git -c user.name=a -c user.email=a@example.com commit -q -m race && git push -q origin HEAD:main`,
            paths.git,
          ]);
        }
      });
      expect(calls).toBe(2);
      expect(await read()).toContain('cart:2');
      expect(await repository.services()).toEqual(['cart', 'pay']);
    });

    it('names the services there are when asked for another', async () => {
      await expect(release('pay')).rejects.toThrow(
        "Found no Deployment of service 'pay'",
      );
      expect(await repository.services()).toEqual(['cart']);
    });

    it('never loses history to a forced push', async () => {
      const folder = await makeRepository({ 'a.txt': 'a' });
      const { code, stderr } = await git(
        folder,
        ...['push', '--force', `${authorised}/deploy.git`, 'main'],
      );
      expect(code).not.toBe(0);
      expect(stderr).toContain('non-fast-forward');
    });
  });

  describe('the Git server', () => {
    it('takes a push of who has the token, and tells of it', async () => {
      const before = (await git(await clone(), 'rev-parse', 'HEAD')).stdout;
      const after = await deliver({ 'catalog/pay.yaml': 'kind: Component\n' });
      await until(() => pushes.length > 0);
      expect(pushes).toEqual([
        { repository: 'deploy', branch: 'main', before, after },
      ]);
    });

    it('creates a repository with its first push', async () => {
      const folder = await makeRepository({ 'a.txt': 'first' });
      const { code } = await git(
        folder,
        ...['push', `${authorised}/pay.git`, 'main'],
      );
      expect(code).toBe(0);
      expect(readFileSync(join(await clone('pay'), 'a.txt'), 'utf8')).toBe(
        'first',
      );
      await until(() => pushes.length > 0);
      expect(pushes[0]).toMatchObject({ repository: 'pay', before: undefined });
    });

    it('shows a person what is in a repository', async () => {
      const answer = await fetch(`${url}/deploy`);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      const text = await answer.text();
      expect(text).toContain('Deploy the rendered platform');
      expect(text).toContain(`  ${file}\n`);
      const shown = await fetch(`${url}/deploy/${file}`);
      expect(await shown.text()).toBe(deployment);
    });

    it('removes a repository with its last branch', async () => {
      const folder = await makeRepository({ 'a.txt': 'first' });
      const remote = `${authorised}/gone.git`;
      await git(folder, 'push', remote, 'main');
      expect((await git(folder, 'push', remote, ':main')).code).toBe(0);
      await until(() => !existsSync(join(paths.git, 'gone.git')));
      await expect(clone('gone')).rejects.toThrow('not found');
    });

    it.each([
      ['nobody', ''],
      ['somebody with another token', 'portal:token-9999999999999999@'],
      ['another user', `admin:${token}@`],
    ])('refuses a push of %s and creates nothing', async (_, credentials) => {
      const folder = await makeRepository({ 'a.txt': 'a' });
      for (const name of ['deploy', 'pay']) {
        const target = `${url.replace('//', `//${credentials}`)}/${name}.git`;
        expect((await git(folder, 'push', target, 'HEAD:x')).code).not.toBe(0);
      }
      const post = await fetch(`${url}/pay.git/git-receive-pack`, {
        method: 'POST',
      });
      expect(post.status).toBe(401);
      expect(existsSync(join(paths.git, 'pay.git'))).toBe(false);
      await expect(clone('pay')).rejects.toThrow('not found');
    });

    it('creates nothing for who only asks', async () => {
      const answer = await fetch(
        `${url}/asked.git/info/refs?service=git-receive-pack`,
        { headers: { authorization: `Basic ${btoa(`portal:${token}`)}` } },
      );
      expect(answer.status).toBe(200);
      expect(existsSync(join(paths.git, 'asked.git'))).toBe(false);
    });

    it('refuses a push that is too large, and leaves no repository of it', async () => {
      const noise = randomBytes(300_000).toString('hex');
      const folder = await makeRepository({ 'large.txt': noise });
      const { code, stderr } = await git(
        folder,
        ...['push', `${authorised}/large.git`, 'main'],
      );
      expect(code).not.toBe(0);
      expect(stderr).toContain('pack exceeds maximum allowed size');
      await until(() => !existsSync(join(paths.git, 'large.git')));
    });

    it.each([
      '/..%2f..%2fetc/passwd',
      '/deploy.git',
      '/pay',
      '/deploy/services/pay.yaml',
      '/deploy/..%2fwork/commit.lock',
      '/work',
      '/work/.git/info/refs',
      '/Pay.git/info/refs?service=git-upload-pack',
      '/-pay.git/info/refs?service=git-receive-pack',
      '/pay.v2.git/info/refs?service=git-receive-pack',
      `/${'a'.repeat(64)}.git/info/refs?service=git-receive-pack`,
      '/_empty.git/info/refs?service=git-upload-pack',
    ])('knows no repository at %s', async path => {
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    });
  });

  describe('tellArgoCd', () => {
    it('sends a push as GitHub would', async () => {
      const before = (await git(await clone(), 'rev-parse', 'HEAD')).stdout;
      const after = await deliver({ 'argocd/application-pay.yaml': 'a: 1\n' });
      const received: { path?: string; event?: unknown; body: any }[] = [];
      const argocd = createServer((req, res) => {
        let text = '';
        req.on('data', chunk => {
          text += chunk;
        });
        req.on('end', () => {
          received.push({
            path: req.url,
            event: req.headers['x-github-event'],
            body: JSON.parse(text),
          });
          res.end();
        });
      });
      await new Promise<void>(resolve =>
        argocd.listen(0, '127.0.0.1', resolve),
      );
      await tellArgoCd({
        argocd: `http://127.0.0.1:${(argocd.address() as AddressInfo).port}`,
        url: 'http://127.0.0.1:7/deploy.git',
        folder: join(paths.git, 'deploy.git'),
        push: { repository: 'deploy', branch: 'main', before, after },
      });
      argocd.close();
      expect(received).toEqual([
        {
          path: '/api/webhook',
          event: 'push',
          body: {
            ref: 'refs/heads/main',
            before,
            after,
            repository: {
              html_url: 'http://127.0.0.1:7/deploy',
              default_branch: 'main',
            },
            commits: [
              {
                added: [],
                modified: ['argocd/application-pay.yaml'],
                removed: [],
              },
            ],
          },
        },
      ]);
    });
  });
});
