/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { classify } from '../corpus/classify';
import { Judge, JudgeFinding } from '../types';

/**
 * Whether every file that says that it is YAML or JSON is, and whether readers of YAML
 * 1.1 and 1.2 understand the same: kubectl, kubeconform and kube-score read 1.1, in
 * which `yes` is a boolean and `1:30` a number.
 */
export const yaml: Judge = {
  name: 'yaml',
  what: 'YAML that old and new readers understand alike, without duplicate keys',
  needs: [],
  async run({ corpus }) {
    const { broken, other, workflow, ...files } = corpus.files;
    // GitHub reads workflows as YAML 1.2, and each begins with the key `on`.
    const read = [...corpus.objects, ...Object.values(files).flat()];
    return {
      checked: read.length + broken.length + other.length + workflow.length,
      unit: 'documents',
      findings: [
        ...broken.map(
          ({ path, content, places }): JudgeFinding => ({
            severity: 'error',
            places,
            message: classify(path, content).error ?? 'is broken',
          }),
        ),
        ...read.flatMap(entry =>
          ('text' in entry
            ? ambiguities(entry.text, entry.value)
            : ambiguities(entry.content)
          ).map(
            (message): JudgeFinding => ({
              severity: 'error',
              places: entry.places,
              message,
            }),
          ),
        ),
      ],
    };
  },
};

/**
 * Fields that a reader of YAML 1.1 takes for something else, as one message a field.
 *
 * @param value - what the text is in YAML 1.2, if that is known.
 */
export function ambiguities(
  text: string,
  value: unknown = parse(text, { logLevel: 'silent' }),
): string[] {
  return differences(
    value,
    parse(text, { version: '1.1', logLevel: 'silent' }),
    '',
  );
}

function differences(a: unknown, b: unknown, path: string): string[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (isCollection(a) && isCollection(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap(key =>
      differences(a[key], b[key], `${path}/${key}`),
    );
  }
  return [
    `${path}: ${JSON.stringify(a)} reads as ${JSON.stringify(b)} in YAML 1.1`,
  ];
}

function isCollection(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Date)
  );
}
