/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';
import { isAlertingRule, ruleGroups } from '../../alerts/ruleGroups';
import { alertSubjectOf } from '../../alerts/subject';
import { buildModels } from '../../model/buildModel';
import { PlatformModel } from '../../model/types';
import { makeModel, makeService } from '../../testing/builders';
import { randomModels } from '../../testing/randomSpec';
import { renderContextOf, renderRepository } from '../renderPlatform';

const ENVIRONMENTS = [
  { name: 'stage', cluster: { name: 'stage-1' } },
  { name: 'live', cluster: { name: 'live-1' } },
];

function pagesOf(model: PlatformModel): Record<string, string> {
  return Object.fromEntries(
    renderRepository(model)
      .filter(({ path }) => path.startsWith('runbooks/'))
      .map(({ path, content }) => [path, content]),
  );
}

function pageOf(
  runtime: object,
  options: { platform?: object; name?: string } = {},
): string {
  const name = options.name ?? 'checkout';
  const service = makeService({ name, runtime });
  return pagesOf(makeModel([service], options.platform))[`runbooks/${name}.md`];
}

/** What is between the heading of an alert and the next one. */
function sectionOf(page: string, alert: string): string {
  const [, after] = page.split(`\n## ${alert}\n`);
  return after.split('\n## ')[0];
}

/** Each alert of a platform, with the page and the anchor that it leads to. */
function addressesOf(model: PlatformModel) {
  const { environments } = model.system.spec;
  return environments.flatMap(environment =>
    model.services.flatMap(({ name }) => {
      const subject = alertSubjectOf(
        renderContextOf(model, {
          environment: environment.name,
          service: name,
        }),
      );
      return ruleGroups(subject, '15s')
        .flatMap(({ rules }) => rules)
        .filter(isAlertingRule)
        .map(({ annotations }) => ({
          path: `runbooks/${name}.md`,
          anchor: annotations.runbook_url.split('#').at(-1)!,
        }));
    }),
  );
}

/** Anchors as readers of Markdown make them: a second one gets a number. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) =>
    heading.toLocaleLowerCase('en-US'),
  );
}

function example(): PlatformModel {
  const folder = join(__dirname, '../../__fixtures__/example');
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const entities = ['catalog-info/services.yaml', 'catalog-info/shop.yaml']
    .flatMap(file => parseAllDocuments(read(file)))
    .map(document => ({ entity: withFile(document.toJS(), read) }));
  return buildModels(entities).models[0];
}

/** The catalog puts a file in the place of `$yaml`. */
function withFile(entity: any, read: (file: string) => string): Entity {
  const file = entity.spec.runtime?.$yaml;
  return file
    ? {
        ...entity,
        spec: {
          ...entity.spec,
          runtime: parse(read(`catalog-info/${file}`)),
        },
      }
    : entity;
}

const MODELS = [...randomModels(40, 7), makeModel([makeService()])];

describe('runbooks', () => {
  it('has a section for each alert of random platforms, by its anchor', () => {
    for (const model of MODELS) {
      const pages = pagesOf(model);
      for (const { path, anchor } of addressesOf(model)) {
        expect({ path, anchors: anchorsOf(pages[path]) }).toEqual({
          path,
          anchors: expect.arrayContaining([anchor]),
        });
      }
    }
  });

  it('has no section twice, and none that no alert leads to', () => {
    for (const model of MODELS) {
      const known = addressesOf(model).map(entry => JSON.stringify(entry));
      const written = Object.entries(pagesOf(model)).flatMap(([path, page]) =>
        anchorsOf(page).map(anchor => JSON.stringify({ path, anchor })),
      );
      expect(written.sort()).toEqual([...new Set(known)].sort());
    }
  });

  it('leaves no template of Prometheus and no missing value', () => {
    for (const model of MODELS) {
      for (const page of Object.values(pagesOf(model))) {
        const [, ...sections] = page.split(/^## /m);
        expect(sections.join('')).not.toMatch(
          /\{\{ ?\$|undefined|\[object|[^\\]<[a-z]+>/,
        );
      }
    }
  });

  it('fills the service and its namespace into commands and queries', () => {
    for (const model of MODELS) {
      const { namespace } = model.system.spec;
      for (const [path, page] of Object.entries(pagesOf(model))) {
        const name = path.slice('runbooks/'.length, -'.md'.length);
        const commands = [...page.matchAll(/```sh\n(.*)\n```/g)].map(
          ([, command]) => command,
        );
        const queries = [...page.matchAll(/```promql\n(.*)\n```/g)].map(
          ([, text]) => text,
        );
        expect(
          commands.filter(
            text =>
              text.includes('--namespace') &&
              !text.includes(`--namespace ${namespace} `),
          ),
        ).toEqual([]);
        expect(queries.filter(text => !text.includes(name))).toEqual([]);
        const selected = commands.flatMap(text =>
          [...text.matchAll(/name=(\S+)/g)].map(([, value]) => value),
        );
        expect(new Set(selected)).toEqual(new Set([name]));
      }
    }
  });
});

describe('a runbook', () => {
  it('says who owns the service, its tier, and where to look', () => {
    const page = pageOf(
      { tier: 1 },
      {
        platform: {
          links: {
            runbook: 'https://docs.example.com/{name}',
            dashboard: 'https://grafana.example.com/d/gp-{name}',
            entity: 'https://portal.example.com/{name}',
            application: 'https://argocd.example.com/{name}',
          },
        },
      },
    );
    expect(page).toContain('# Runbook: Checkout\n');
    expect(page).toContain(
      '- Owner: Shop Team (shop-team@example.com)\n- Tier: 1\n- Namespace: `shop-platform`\n',
    );
    expect(page).toContain(
      '[Dashboard](https://grafana.example.com/d/gp-checkout)',
    );
    expect(page).toContain('[Portal](https://portal.example.com/checkout)');
    expect(page).toContain('[Argo CD](https://argocd.example.com/checkout)');
  });

  it('gives the thresholds of each environment where they differ', () => {
    const page = pageOf(
      {
        environments: {
          live: {
            alerts: {
              overrides: { errors: { critical: { threshold: 0.03 } } },
            },
          },
        },
      },
      { platform: { environments: ENVIRONMENTS } },
    );
    const section = sectionOf(page, 'CheckoutHighErrorRate');
    expect(section).toMatch(/\*\*critical\*\* in `stage`: .*above 5% for/);
    expect(section).toMatch(/\*\*critical\*\* in `live`: .*above 3% for/);
    expect(section).toMatch(
      /\*\*warning\*\* in `stage`, `live`: .*above 2% for/,
    );
  });

  it('gives the commands of each kind of workload where they differ', () => {
    const page = pageOf(
      { environments: { live: { rollout: { strategy: 'rollouts' } } } },
      { platform: { environments: ENVIRONMENTS } },
    );
    const section = sectionOf(page, 'CheckoutDown');
    expect(section).toMatch(
      /In `stage`:[^]*describe deployment\/checkout[^]*In `live`:[^]*describe rollout\/checkout/,
    );
    // Only an environment with a Rollout has this one.
    expect(sectionOf(page, 'CheckoutCanaryWorse')).not.toContain('`stage`');
  });

  it('names whom the service calls and who calls it, with their pages', () => {
    const model = makeModel([
      makeService({
        runtime: {
          dependencies: [
            { ref: 'resource:default/redis' },
            { ref: 'component:default/tax' },
          ],
        },
      }),
      makeService({ name: 'tax', runtime: { ports: [{ port: 7017 }] } }),
    ]);
    const pages = pagesOf(model);
    expect(pages['runbooks/checkout.md']).toContain(
      '| calls | `resource:default/redis` | see the catalog |\n| calls | [`tax`](tax.md) | Shop Team (shop-team@example.com) |',
    );
    expect(pages['runbooks/tax.md']).toContain(
      '| is called by | [`checkout`](checkout.md) |',
    );
  });

  it('asks for the recorded series rather than for raw ones', () => {
    expect(sectionOf(pageOf({}), 'CheckoutHighErrorRate')).toContain(
      '```promql\nservice:errors:ratio_rate2m{service="checkout", namespace="shop-platform"}\n```',
    );
  });

  it('shows what people wrote as they wrote it', () => {
    const page = pagesOf(
      makeModel([makeService({ title: '# *Shop* <b>\n## Down' })]),
    )['runbooks/checkout.md'];
    expect(page).toContain('# Runbook: \\# \\*Shop\\* \\<b\\> \\#\\# Down\n');
  });

  it('has a page for each service of the example', () => {
    const model = example();
    const pages = pagesOf(model);
    expect(Object.keys(pages)).toEqual(
      model.services.map(({ name }) => `runbooks/${name}.md`),
    );
    expect(
      addressesOf(model).filter(
        ({ path, anchor }) => !anchorsOf(pages[path]).includes(anchor),
      ),
    ).toEqual([]);
    expect(model.services.length).toBeGreaterThan(3);
  });
});
