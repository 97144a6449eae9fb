/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { labPaths } from '../paths';
import { dryRunAccount, dryRunUser } from './dryRunAccount';

const { repository } = labPaths();
const ofKind = (kind: string) =>
  dryRunAccount.find(object => object.kind === kind)!;

/** `NetworkPolicy` → `networkpolicies`, as the API names collections. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies');
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}

describe('the account for dry runs', () => {
  const project = parse(
    readFileSync(join(repository, 'deploy/dev/argocd/appproject.yaml'), 'utf8'),
  );

  it.each<[string, string]>([
    ['argoproj.io', 'Application'],
    ...project.spec.namespaceResourceWhitelist.map(
      ({ group, kind }: { group: string; kind: string }) => [group, kind],
    ),
  ])('may ask about the %s kind %s', (group, kind) => {
    const rules = ofKind('ClusterRole').rules.filter(
      (entry: { apiGroups: string[]; resources: string[] }) =>
        entry.apiGroups.includes(group) &&
        entry.resources.includes(pluralOf(kind)),
    );
    expect(rules.flatMap(({ verbs }: { verbs: string[] }) => verbs)).toEqual(
      expect.arrayContaining(['get', 'create', 'patch']),
    );
  });

  it('may neither delete, nor read secrets, nor use a wildcard', () => {
    const { rules } = ofKind('ClusterRole');
    const used = (key: string) =>
      new Set(rules.flatMap((rule: any) => rule[key]));
    expect([...used('verbs')].sort()).toEqual([
      'create',
      'get',
      'list',
      'patch',
    ]);
    expect(used('resources')).not.toContain('secrets');
    for (const key of ['verbs', 'resources', 'apiGroups']) {
      expect(used(key)).not.toContain('*');
    }
  });

  it('is limited before it gets a right', () => {
    const kinds = dryRunAccount.map(({ kind }) => kind);
    expect(kinds.indexOf('ValidatingAdmissionPolicyBinding')).toBeLessThan(
      kinds.indexOf('ClusterRoleBinding'),
    );
  });

  it('is the subject of its role and of its policy', () => {
    const [{ name, namespace }] = ofKind('ClusterRoleBinding').subjects;
    expect(`system:serviceaccount:${namespace}:${name}`).toBe(dryRunUser);
    expect(
      ofKind('ValidatingAdmissionPolicy').spec.matchConditions[0].expression,
    ).toContain(`'${dryRunUser}'`);
  });

  it('is documented for other clusters as it is here', () => {
    const page = readFileSync(join(repository, 'docs/own-cluster.md'), 'utf8');
    const documented = [...page.matchAll(/^```yaml\n(.*?)^```/gms)]
      .flatMap(([, text]) => parseAllDocuments(text))
      .map(document => document.toJS())
      .filter(object => object?.kind);
    for (const object of dryRunAccount) {
      expect(documented).toContainEqual(object);
    }
  });
});
