/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { readServiceDefinition } from '../../model/readEntity';
import { isBlocking, validateModel } from '../../rules/validate';
import { serviceSpecSchema } from '../../spec/serviceSpec';
import { makeModel, makeService, NOW } from '../../testing/builders';
import { withService } from '../deliveryPlan';
import { draftOfEntity } from '../draftOfEntity';
import { ServiceDraftInput, serviceDraftSchema } from '../serviceDraft';
import { serviceEntityOf } from '../serviceEntity';
import { repositoryFiles } from '.';

const model = makeModel(
  [makeService({ name: 'cart', runtime: { ports: [{ port: 7001 }] } })],
  {
    links: {
      runbook: 'https://portal.example.com/docs/{name}/runbook',
      dashboard: 'https://grafana.example.com/d/gp-{name}',
      entity: 'https://portal.example.com/{name}',
    },
    environments: [
      { name: 'stage', branch: 'develop', cluster: { name: 'stage-1' } },
      {
        name: 'live',
        branch: 'main',
        production: true,
        repository: 'https://github.com/shop/live.git',
        cluster: { name: 'live-1' },
      },
    ],
  },
);

const BASE: ServiceDraftInput = {
  name: 'coupons',
  title: 'Coupons',
  description: 'Takes something off the price.',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'node',
  port: 7042,
};

function make(more: Partial<ServiceDraftInput> = {}, repository?: string) {
  const draft = serviceDraftSchema.parse({ ...BASE, ...more });
  const entity = serviceEntityOf(draft, {
    platform: model.system,
    repository,
  });
  const files = new Map(
    repositoryFiles({ draft, entity, model }).map(({ path, content }) => [
      path,
      content,
    ]),
  );
  return { draft, entity, files, read: (path: string) => files.get(path)! };
}

describe('repositoryFiles', () => {
  it.each([
    ['node', ['package.json']],
    ['go', ['defaults.go', 'go.mod']],
  ] as const)('makes the files of a service in %s', (language, own) => {
    expect([...make({ language }).files.keys()].sort()).toEqual(
      [
        '.dockerignore',
        '.github/workflows/ci.yaml',
        '.golden-path/service-spec.schema.json',
        'README.md',
        'catalog-info.yaml',
        'docs/index.md',
        'docs/runbook.md',
        'mkdocs.yml',
        'service.yaml',
        ...own,
      ].sort(),
    );
  });

  it('puts the spec beside the entity, which names it', () => {
    const { entity, read } = make();
    const runtime = parse(read('service.yaml'));
    expect(parse(read('catalog-info.yaml'))).toEqual({
      ...entity,
      spec: { ...entity.spec, runtime: { $yaml: './service.yaml' } },
    });
    expect(
      readServiceDefinition({
        ...entity,
        spec: { ...entity.spec, runtime },
      }),
    ).toEqual(readServiceDefinition(entity));
  });

  it('tells editors where the schema is, and people what a section means', () => {
    const { read } = make({
      dependencies: [{ ref: 'component:default/cart' }],
    });
    const lines = read('service.yaml').split('\n');
    const schema = /^# yaml-language-server: \$schema=\.\/(.+)$/.exec(lines[0]);
    expect(JSON.parse(read(schema![1]))).toMatchObject({
      title: 'service.yaml: spec.runtime of a Component',
      additionalProperties: false,
    });
    expect(lines[lines.indexOf('dependencies:') - 1]).toMatch(
      /^# What it calls\./,
    );
  });

  it('gives the program of each language the same defaults', () => {
    const more = {
      health: { liveness: '/alive', readiness: '/ready', startup: '/up' },
      rollout: { graceSeconds: 61, drainSeconds: 13 },
    };
    expect(JSON.parse(make(more).read('package.json')).config).toEqual({
      port: 7042,
      metricsPort: 9090,
      metricsPath: '/metrics',
      startupPath: '/up',
      livenessPath: '/alive',
      readinessPath: '/ready',
      shutdownSeconds: 43,
    });
    expect(
      make({ ...more, language: 'go' })
        .read('defaults.go')
        .match(/(?<== ).+/g),
    ).toEqual([
      '"coupons"',
      '7042',
      '9090',
      '"/metrics"',
      '"/up"',
      '"/alive"',
      '"/ready"',
      '43',
    ]);
  });

  it.each([
    [
      'https://git.example.com/shop/coupons.git',
      'git.example.com/shop/coupons',
    ],
    ['https://user:secret@git.example.com/shop/x', 'git.example.com/shop/x'],
    ['http://127.0.0.1:1234/coupons.git', 'service/coupons'],
    ['https://git.example.com/a b"\n', 'service/coupons'],
    [undefined, 'service/coupons'],
  ])('calls the module of %s %s', (repository, path) => {
    expect(make({ language: 'go' }, repository).read('go.mod')).toMatch(
      new RegExp(`^module ${path}\n\ngo `),
    );
  });

  it('leads to the runbooks of others where those are', () => {
    const { read } = make({
      dependencies: [{ ref: 'component:default/cart' }],
    });
    expect(read('docs/runbook.md')).toContain(
      '[`cart`](https://portal.example.com/docs/cart/runbook)',
    );
  });

  it.each([
    ['9lives'],
    ['Coupons'],
    ['a/../../b'],
    ['coupons\n'],
    ['${{ github.token }}'],
    [''],
  ])('refuses the name %j', name => {
    expect(() => make({ name })).toThrow(/'metadata.name' is/);
  });

  it('refuses a spec of the wrong shape, and names the field', () => {
    expect(() => make({ scale: { min: 'two' } })).toThrow(/spec.runtime.scale/);
  });
});

describe('a service that was never built', () => {
  const blockingOf = (lifecycle: string) => {
    const { entity } = make({ lifecycle });
    const { value } = readServiceDefinition(entity);
    return validateModel(withService(model, value!), { now: NOW })
      .filter(finding => isBlocking(finding))
      .filter(({ entityRef }) => entityRef === value!.entityRef)
      .map(({ ruleId }) => ruleId);
  };

  it('breaks no rule before it goes to production', () => {
    expect(blockingOf('experimental')).toEqual([]);
    expect(blockingOf('production')).toContain('GP-IMAGE-003');
  });
});

describe('the workflow', () => {
  const workflow = parse(make().read('.github/workflows/ci.yaml'));

  it('checks, builds, then releases to the environment of the branch', () => {
    expect(
      Object.entries<any>(workflow.jobs).map(([id, job]) => [
        id,
        job.needs,
        job.if,
      ]),
    ).toEqual([
      ['quality', undefined, undefined],
      ['image', ['quality'], "github.event_name == 'push'"],
      ['release-stage', ['image'], "github.ref == 'refs/heads/develop'"],
      ['release-live', ['image'], "github.ref == 'refs/heads/main'"],
    ]);
  });

  it('runs only actions that are pinned to a commit', () => {
    const uses = Object.values<any>(workflow.jobs).flatMap(({ steps }) =>
      steps.flatMap((step: any) => step.uses ?? []),
    );
    expect(uses.length).toBeGreaterThan(9);
    expect(
      uses.filter((action: string) => !/^[\w/-]+@[0-9a-f]{40}$/.test(action)),
    ).toEqual([]);
  });

  it('opens a pull request where the host has them, else names the branch', () => {
    const last = (id: string) => workflow.jobs[id].steps.at(-1).run;
    expect(last('release-live')).toContain('gh pr create');
    expect(last('release-stage')).not.toContain('gh pr create');
    expect(last('release-stage')).toContain('::notice');
  });

  it('lets no expression into the lines of a script', () => {
    const scripts = Object.values<any>(workflow.jobs).flatMap(({ steps }) =>
      steps.flatMap((step: any) => step.run ?? []),
    );
    expect(scripts.join('\n')).not.toContain('${{');
  });
});

describe('values with syntax in them', () => {
  /** What comes of letters alone, however many. */
  const HOSTILE = [
    '"; rm -rf /',
    "it's",
    'a: b # c',
    '- x\n- y',
    '---\nkind: Secret',
    '{{ 7 * 7 }}',
    '${{ secrets.TOKEN }}',
    '$(id)`id`',
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '![x](https://evil.example.com/x.png)',
    '{: onclick="alert(1)" }',
    '*/ export default 1 /*',
    '| a | b |',
    '!!js/function >',
    '\u0000\u2028\ufeff',
  ];
  const text = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc
      .array(
        fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })),
      )
      .map(parts => parts.join('')),
  );
  const draft = fc.record({
    title: text,
    description: text,
    owner: text.map(value => `group:default/${value}`),
    lifecycle: text,
    language: fc.constantFrom('node' as const, 'go' as const),
    env: fc.dictionary(fc.constantFrom('GREETING', 'NULL'), text),
  });

  it('stay values in every file', () => {
    fc.assert(
      fc.property(draft, more => {
        const { read, entity } = make(more);
        const title = more.title || 'coupons';
        expect(parse(read('catalog-info.yaml')).metadata).toEqual(
          entity.metadata,
        );
        expect(parse(read('catalog-info.yaml')).spec.owner).toBe(more.owner);
        expect(parse(read('service.yaml'))).toEqual(entity.spec!.runtime);
        expect(parse(read('mkdocs.yml')).site_name).toBe(title);
        for (const path of [
          'catalog-info.yaml',
          'service.yaml',
          'mkdocs.yml',
        ]) {
          expect(parseAllDocuments(read(path))).toHaveLength(1);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('stay values in package.json', () => {
    fc.assert(
      fc.property(text, text, (title, description) => {
        expect(
          JSON.parse(make({ title, description }).read('package.json')),
        ).toEqual({
          ...JSON.parse(make().read('package.json')),
          description: description || title || 'coupons',
        });
      }),
      { numRuns: 50 },
    );
  });

  it('reach no program, module or workflow', () => {
    fc.assert(
      fc.property(draft, ({ env, ...more }) => {
        const plain = make({ language: more.language });
        const { read } = make(more);
        for (const path of [
          '.github/workflows/ci.yaml',
          ...(more.language === 'go'
            ? ['go.mod', 'defaults.go', '.dockerignore']
            : []),
        ]) {
          expect(read(path)).toBe(plain.read(path));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('make neither markup nor structure of a page', () => {
    const shapeOf = (page: string) =>
      page.split('\n').map(line => /^(#+|\||-|```|\d+\.)?/.exec(line)![0]);
    const plain = make();
    fc.assert(
      fc.property(text, text, (title, description) => {
        fc.pre(description.trim() !== '');
        const { read } = make({ title, description });
        for (const path of ['README.md', 'docs/index.md']) {
          expect(shapeOf(read(path))).toEqual(shapeOf(plain.read(path)));
          expect(read(path)).not.toMatch(/<(?!http:\/\/127\.0\.0\.1)/);
          expect(read(path)).not.toMatch(/(?<!\\)[[{]x|(?<!\\)\{:/);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('go to a constant of Go as what they are', () => {
    const path = '/é"\\\u{1f600}\ufeff';
    expect(
      make({ language: 'go', health: { liveness: path } }).read('defaults.go'),
    ).toContain(
      String.raw`defaultLivenessPath    = "/\u00e9\u0022\u005c\U0001f600\ufeff"`,
    );
  });
});

describe('draftOfEntity', () => {
  it('gives back what an entity was made of', () => {
    const { entity } = make({
      tier: 1,
      exposed: true,
      scale: { min: 3, max: 7 },
      env: { GREETING: 'hello' },
      dependencies: [{ ref: 'component:default/cart', timeout: '3s' }],
      rollout: { canary: { weight: 17 } },
    });
    const again = serviceDraftSchema.parse(draftOfEntity(entity));
    expect(serviceEntityOf(again, { platform: model.system })).toEqual(entity);
  });

  it('completes references as the catalog does', () => {
    const { entity } = make();
    expect(
      draftOfEntity({
        ...entity,
        spec: { ...entity.spec, owner: 'shop-team', system: 'shop' },
      }),
    ).toMatchObject({
      owner: 'group:default/shop-team',
      system: 'system:default/shop',
    });
  });

  it.each([
    ['language', { language: 'cobol' }],
    ['port', { ports: [] }],
  ])('names the field that no form has: %s', (field, more) => {
    const { entity } = make();
    const runtime = { ...(entity.spec!.runtime as object), ...more };
    expect(() =>
      draftOfEntity({ ...entity, spec: { ...entity.spec, runtime } }),
    ).toThrow(`'component:default/coupons' as a draft: '${field}'`);
  });

  it('knows the default metrics port of the skeletons', () => {
    expect(
      serviceSpecSchema.parse(make().entity.spec!.runtime).metrics,
    ).toMatchObject({ port: 9090, path: '/metrics' });
  });
});
