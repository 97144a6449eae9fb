/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { RULE_INFOS } from '../rules/registry';
import { serviceSpecSchema } from '../spec/serviceSpec';
import {
  platformReferencePage,
  referencePages,
  specReferencePage,
} from './referencePages';

const service = specReferencePage();
const platform = platformReferencePage();

/** Rows of tables: the cells of those that begin with the field. */
function rowOf(page: string, field: string): string[] {
  const row = page
    .split('\n')
    .find(line => line.startsWith(`| \`${field}\` |`));
  return row ? row.slice(2, -2).split(' | ') : [];
}

describe('the reference pages', () => {
  it.each([
    [
      'a text with a default',
      service,
      'ports[].expose',
      [
        '`none` or `mesh` or `gateway`',
        '`mesh`',
        "Who may call: nobody but the pod itself, the services that declare a dependency, or the platform's gateway too.",
        '[GP-GATEWAY-002]',
      ],
    ],
    [
      'a number and its range',
      service,
      'traffic.retries.attempts',
      [
        'whole number from 0 to 10',
        '`2`',
        'How often a failed request is tried again; 0 is never.',
        '[GP-TRAFFIC-005]',
      ],
    ],
    [
      'a field that is required',
      service,
      'image.tag',
      [
        'text',
        '**required**',
        'Release tag; `latest` is refused.',
        '[GP-IMAGE-001]',
      ],
    ],
    [
      'a duration',
      service,
      'traffic.circuitBreaker.ejection',
      [
        'duration',
        '`30s`',
        'Shortest time that a pod is left out.',
        '[GP-TRAFFIC-001]',
      ],
    ],
    [
      'a map with rules for its keys',
      platform,
      'env',
      [
        'map of text',
        '',
        'Variables that every service gets.',
        '[GP-SYSTEM-004]',
      ],
    ],
    [
      'a list of objects',
      service,
      'security.egressHosts',
      [
        'list of objects',
        'none',
        'Hosts outside the cluster that it calls.',
        '',
      ],
    ],
  ])('show %s', (_, page, field, cells) => {
    expect(rowOf(page, field)).toEqual([`\`${field}\``, ...cells]);
  });

  it.each([
    ['service', service],
    ['platform', platform],
  ])('lead from the page of the %s to rules that there are', (_, page) => {
    const used = new Set(
      [...page.matchAll(/\[(GP-[A-Z]+-\d{3})\](?!:)/g)].map(([, id]) => id),
    );
    const targets = [...page.matchAll(/^\[(GP-[A-Z]+-\d{3})\]: (\S+)$/gm)];
    expect(used.size).toBeGreaterThan(2);
    expect(new Set(targets.map(([, id]) => id))).toEqual(used);
    for (const [, id, target] of targets) {
      expect(RULE_INFOS.some(rule => rule.id === id)).toBe(true);
      expect(target).toMatch(
        new RegExp(`/golden-path-common/RULES.md#${id.toLowerCase()}$`),
      );
    }
  });

  it('name each rule beside a field that it looks at', () => {
    const both = service + platform;
    expect(RULE_INFOS.filter(({ id }) => !both.includes(`[${id}]`))).toEqual(
      [],
    );
  });

  it('show specs that the schema takes', () => {
    const [least, environments] = [
      ...service.matchAll(/```yaml\n([^`]*)```/g),
    ].map(([, text]) => parse(text));
    expect(serviceSpecSchema.safeParse(least).error).toBeUndefined();
    expect(
      serviceSpecSchema.safeParse({ ...least, ...environments }).error,
    ).toBeUndefined();
  });

  it('are two files of docs/reference', () => {
    expect(referencePages()).toEqual([
      { path: 'docs/reference/service-spec.md', content: service },
      { path: 'docs/reference/platform-spec.md', content: platform },
    ]);
  });
});
