/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { makeModel, makeService } from '../../../testing/builders';
import { renderRepository } from '../../renderPlatform';

const ENVIRONMENTS = [
  { name: 'stage', branch: 'develop', cluster: { name: 'stage-1' } },
  {
    name: 'live',
    branch: 'main',
    production: true,
    repository: 'https://git.example.com/shop/live.git',
    cluster: { name: 'live-1' },
  },
];

const SERVICES = [
  makeService({ name: 'basket', runtime: { language: 'node' } }),
  makeService({ name: 'checkout', runtime: { language: 'go' } }),
  makeService({ name: 'ledger', runtime: { language: 'go' } }),
  makeService({ name: 'search', runtime: { language: 'python' } }),
  makeService({ name: 'tax' }),
];

interface Step {
  name: string;
  uses?: string;
  run?: string;
  with?: Record<string, any>;
  env?: Record<string, string>;
}

function workflowsOf(platform: object = {}): Record<string, any> {
  const model = makeModel(SERVICES, {
    environments: ENVIRONMENTS,
    ...platform,
  });
  return Object.fromEntries(
    renderRepository(model)
      .filter(({ path }) => path.startsWith('ci/.github/workflows/'))
      .map(({ path, content }) => [
        path.slice(path.lastIndexOf('/') + 1, -'.yaml'.length),
        parse(content),
      ]),
  );
}

const workflows = workflowsOf();

const jobs: Array<[string, any]> = Object.entries(workflows).flatMap(
  ([file, { jobs: byId }]) =>
    Object.entries(byId).map(([id, job]): [string, any] => [
      `${file}/${id}`,
      job,
    ]),
);

const steps: Array<[string, Step]> = jobs.flatMap(([id, job]) =>
  (job.steps ?? []).map((step: Step): [string, Step] => [
    `${id}: ${step.name}`,
    step,
  ]),
);

describe('workflows', () => {
  it('are six files, and a page about them', () => {
    expect(Object.keys(workflows)).toEqual([
      'images',
      'manifests',
      'promote',
      'publish',
      'quality',
      'security',
    ]);
  });

  it.each(Object.entries(workflows))(
    'of %s may only read the sources, unless a job asks for more',
    (_, workflow) => {
      expect(workflow.permissions).toEqual({ contents: 'read' });
      expect(workflow.concurrency.group).toMatch(/-\$\{\{ github\.ref \}\}$/);
    },
  );

  it('each have a concurrency group of their own, also when one calls another', () => {
    const groups = Object.values(workflows).map(
      ({ concurrency }) => concurrency.group,
    );
    expect(new Set(groups).size).toBe(groups.length);
    expect(groups.join()).not.toContain('github.workflow');
  });

  it.each(jobs.filter(([, job]) => !job.uses))(
    'give %s an end and a pinned runner',
    (_, job) => {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
      expect(job['runs-on']).toMatch(/^ubuntu-\d+\.\d+$/);
    },
  );

  it('give more rights to these jobs only', () => {
    const more = jobs.flatMap(([id, { permissions = {} }]) => {
      const rights = Object.entries(permissions)
        .filter(([right]) => right !== 'contents')
        .map(([right, level]) => `${right}: ${level}`);
      return rights.length > 0 ? [[id, ...rights]] : [];
    });
    expect(more).toEqual([
      ['images/changes', 'actions: read'],
      ['images/build', 'id-token: write'],
      ['manifests/specs', 'security-events: write'],
      ['security/code', 'security-events: write'],
    ]);
    for (const [, { permissions }] of jobs) {
      expect(['read', undefined]).toContain(permissions?.contents);
    }
  });

  it.each(steps.filter(([, { uses }]) => uses))(
    'pin the action of %s by commit and name its version',
    (name, { uses }) => {
      const [, repository] = /^([\w./-]+)@[0-9a-f]{40}$/.exec(uses!)!;
      expect(name).toMatch(/ \S+ v\d+\.\d+\.\d+\)$/);
      expect(name).toContain(`(${repository} v`);
    },
  );

  it.each(
    steps.filter(([, { uses }]) => uses?.startsWith('actions/checkout@')),
  )('do not leave the token of %s on the disk', (_, step) => {
    expect(step.with?.['persist-credentials']).toBe(false);
  });

  it.each(steps.filter(([, { run }]) => run))(
    'run in %s lines that bash reads and no expression changes',
    (_, { run }) => {
      expect(run).not.toContain('${{');
      const bash = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
      expect(bash.stderr).toBe('');
      expect(bash.status).toBe(0);
    },
  );

  it('hold no credentials of a cluster, and take no values from people', () => {
    const text = JSON.stringify(workflows);
    expect(text).not.toMatch(/kubeconfig|kubectl|KUBE_/i);
    expect(text).not.toContain('pull_request_target');
    expect(workflows.images.on.workflow_dispatch).toEqual({});
    expect(
      [...text.matchAll(/secrets\.([A-Z_]+)/g)].map(([, name]) => name).sort(),
    ).toEqual([
      'DELIVERY_TOKEN',
      'DELIVERY_TOKEN',
      'PROMOTE_APP_KEY',
      'PROMOTE_APP_KEY',
      'PROMOTE_APP_KEY',
    ]);
  });
});

describe('the quality workflow', () => {
  it('tests every service by its language', () => {
    const { jobs: byId } = workflows.quality;
    const matrices = Object.fromEntries(
      Object.entries<any>(byId).map(([id, { strategy }]) => [
        id,
        strategy?.matrix.service,
      ]),
    );
    expect(matrices).toEqual({
      go: ['checkout', 'ledger'],
      node: ['basket'],
      other: ['tax'],
      python: ['search'],
      quality: undefined,
    });
    for (const id of ['go', 'node', 'other', 'python']) {
      const names = byId[id].steps.map(({ name }: Step) => name).join();
      expect(names).toMatch(/Lint/);
      expect(names).toMatch(/Test/);
    }
    expect(byId.quality.needs).toEqual(['go', 'node', 'other', 'python']);
  });

  it('has one verdict, which only success passes', () => {
    const [{ run, env }] = workflows.quality.jobs.quality.steps;
    expect(env.NEEDS).toBe('${{ toJSON(needs) }}');
    expect(run).toContain('.result == "success"');
    expect(workflows.quality.jobs.quality.if).toBe('${{ always() }}');
  });
});

describe('the security workflow', () => {
  it('analyses the languages that there are, and the workflows', () => {
    const { include } = workflows.security.jobs.code.strategy.matrix;
    expect(
      include.map(({ language }: { language: string }) => language),
    ).toEqual(['actions', 'go', 'javascript-typescript', 'python']);
  });

  it('looks for secrets in the whole history, with a scanner that is what it says', () => {
    const [checkout, install, scan] = workflows.security.jobs.secrets.steps;
    expect(checkout.with['fetch-depth']).toBe(0);
    expect(install.run).toContain('sha256sum --check');
    expect(install.env.SHA256).toMatch(/^[0-9a-f]{64}$/);
    expect(scan.run).toContain('gitleaks" git');
  });
});

describe('the images workflow', () => {
  it('knows every service and builds from the branches of the environments', () => {
    const { on, jobs: byId } = workflows.images;
    expect(on.push).toEqual({
      branches: ['develop', 'main'],
      paths: ['services/**'],
    });
    expect(JSON.parse(byId.changes.steps[1].env.SERVICES)).toEqual([
      'basket',
      'checkout',
      'ledger',
      'search',
      'tax',
    ]);
  });

  it('signs what it pushed by digest before it gives it a name', () => {
    const { steps: inOrder } = workflows.images.jobs.build;
    const indexOf = (text: string) =>
      inOrder.findIndex((step: Step) => JSON.stringify(step).includes(text));
    const build = inOrder[indexOf('push-by-digest=true')];
    expect(build.with).toMatchObject({ sbom: true, provenance: 'mode=max' });
    expect(build.with).not.toHaveProperty('tags');
    expect(indexOf('push-by-digest=true')).toBeLessThan(
      indexOf('cosign sign --yes'),
    );
    expect(indexOf('cosign attest')).toBeLessThan(
      indexOf('imagetools create --tag'),
    );
    expect(indexOf('imagetools create --tag')).toBeLessThan(
      indexOf('actions/upload-artifact'),
    );
  });

  it.each([
    ['registry.example.com/shop', '${{ steps.identity.outputs.token }}', {}],
    ['ghcr.io/shop', '${{ github.token }}', { packages: 'write' }],
  ])('needs no stored password for %s', (registry, password, permissions) => {
    const { build } = workflowsOf({ registry }).images.jobs;
    const login = build.steps.find((step: Step) =>
      step.uses?.startsWith('docker/login-action@'),
    );
    expect(login.with).toMatchObject({
      registry: registry.split('/')[0],
      password,
    });
    expect(build.permissions).toEqual({
      contents: 'read',
      'id-token': 'write',
      ...permissions,
    });
    expect(build.env.IMAGE).toBe(`${registry}/\${{ matrix.service }}`);
  });
});

describe('the promote workflow', () => {
  it.each([
    ['stage', 'develop'],
    ['live', 'main'],
  ])('brings digests to %s from %s alone', (environment, branch) => {
    const job = workflows.promote.jobs[environment];
    expect(job.if).toBe(`github.ref == 'refs/heads/${branch}'`);
    expect(job.env.ENVIRONMENT).toBe(environment);
    const [checkout] = job.steps;
    expect(checkout.with.ref).toBe(branch);
    const pullRequest = job.steps[job.steps.length - 1];
    expect(pullRequest.env.BASE).toBe(branch);
    expect(pullRequest.run).toContain('gh pr create --base "$BASE"');
  });

  it('writes tag and digest into the file of each service, and renders', () => {
    const { steps: inOrder } = workflows.promote.jobs.live;
    const write = inOrder.find((step: Step) => step.env?.SERVICES);
    expect(write.env.SERVICES.split('\n')).toEqual(
      ['basket', 'checkout', 'ledger', 'search', 'tax'].map(
        name => `${name} catalog/${name}.yaml`,
      ),
    );
    expect(write.run).toContain(
      '.spec.runtime.environments[strenv(ENVIRONMENT)].image.digest = strenv(digest)',
    );
    expect(write.run).toContain(
      '.spec.runtime.environments[strenv(ENVIRONMENT)].image.tag = strenv(TAG)',
    );
    const render = inOrder.findIndex((step: Step) =>
      step.run?.includes(' render'),
    );
    expect(render).toBeGreaterThan(inOrder.indexOf(write));
    expect(render).toBeLessThan(inOrder.length - 1);
  });
});

describe('the publish workflow', () => {
  it.each([
    ['stage', 'develop', 'https://git.example.com/shop/deploy.git'],
    ['live', 'main', 'https://git.example.com/shop/live.git'],
  ])('brings %s to its own repository', (environment, branch, repository) => {
    const job = workflows.publish.jobs[environment];
    expect(job.if).toBe(`github.ref == 'refs/heads/${branch}'`);
    // The rules of GitHub's environment guard the token.
    expect(job.environment).toBe(environment);
    expect(job.steps.at(-1).env).toMatchObject({
      ENVIRONMENT: environment,
      REPOSITORY: repository,
      REVISION: 'main',
    });
  });
});

describe('the manifests workflow', () => {
  it.each([
    'validate',
    'render --check',
    'lint',
    'kubeconform -strict',
    'promtool check rules --lint=all --lint-fatal',
    'promtool test rules',
  ])('judges pull requests by %s', command => {
    const { on, jobs: byId } = workflows.manifests;
    const lines = Object.values<any>(byId).flatMap(job =>
      job.steps.map(({ run }: Step) => run ?? ''),
    );
    expect(lines.join('\n')).toContain(command);
    expect(on).toEqual({ pull_request: { branches: ['develop', 'main'] } });
  });

  it('looks at every environment', () => {
    const check = workflows.manifests.jobs.schemas.steps.find(
      (step: Step) => step.env?.FOLDERS,
    );
    expect(check.env.FOLDERS).toBe('deploy/stage deploy/live');
  });
});
