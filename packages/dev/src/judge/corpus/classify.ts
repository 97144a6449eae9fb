/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseAllDocuments } from 'yaml';

/**
 * What a rendered file is, told by its path and content:
 * - `objects`: Kubernetes objects, which an API server takes;
 * - `prometheus-rules`, `prometheus-tests`: what promtool checks and runs;
 * - `alertmanager-config`: what amtool checks;
 * - `workflow`: a GitHub Actions workflow;
 * - `other`: nothing that a judge of ours reads, such as Markdown or the values of a chart;
 * - `broken`: it says that it is YAML or JSON and is not.
 */
export type FileKind =
  | 'objects'
  | 'prometheus-rules'
  | 'prometheus-tests'
  | 'alertmanager-config'
  | 'workflow'
  | 'other'
  | 'broken';

/** Groups of documents that have a kind and yet are no objects of a cluster. */
const NOT_IN_A_CLUSTER = [
  'backstage.io',
  'kind.x-k8s.io',
  'kustomize.config.k8s.io',
  'scaffolder.backstage.io',
  'skaffold',
];

/** Says what a file is. `error` is the parser's message of a broken one. */
export function classify(
  path: string,
  content: string,
): { kind: FileKind; error?: string } {
  if (!/\.(ya?ml|json)$/.test(path)) return { kind: 'other' };
  const documents = parseAllDocuments(content, { logLevel: 'silent' });
  const values: unknown[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    // A second key of the same name is an error here as it is to an API server.
    const [error] = document.errors;
    if (error) {
      return {
        kind: 'broken',
        error: error.message.split('\n')[0].replace(/ at line .*$/, ''),
      };
    }
    values.push(document.toJS());
  }
  const maps = values.filter(isMap);
  const [first] = maps;
  if (!first) return { kind: 'other' };
  if (/\/workflows\/[^/]+$/.test(path) || ('jobs' in first && 'on' in first)) {
    return { kind: 'workflow' };
  }
  if (/\/promtool\/[^/]+\.test\.ya?ml$/.test(path) || isPromtoolTest(first)) {
    return { kind: 'prometheus-tests' };
  }
  if (/\/promtool\/[^/]+\.rules\.ya?ml$/.test(path) || isRuleFile(first)) {
    return { kind: 'prometheus-rules' };
  }
  if ('route' in first && 'receivers' in first) {
    return { kind: 'alertmanager-config' };
  }
  const objects = maps.filter(isClusterObject);
  if (objects.length === 0) return { kind: 'other' };
  return objects.length === maps.length
    ? { kind: 'objects' }
    : {
        kind: 'broken',
        error:
          'Documents that are no Kubernetes objects stand among some that are',
      };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an API server could take it, by what it says of itself. */
export function isClusterObject(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return !NOT_IN_A_CLUSTER.some(
    other => group === other || group.endsWith(`.${other}`),
  );
}

function isPromtoolTest(value: Record<string, unknown>): boolean {
  return Array.isArray(value.tests) && Array.isArray(value.rule_files);
}

function isRuleFile(value: Record<string, unknown>): boolean {
  return (
    Array.isArray(value.groups) &&
    !('kind' in value) &&
    value.groups.some(group => isMap(group) && Array.isArray(group.rules))
  );
}
