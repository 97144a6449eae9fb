/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import { join } from 'node:path';
import { ObjectDocument } from '../corpus/buildCorpus';
import { Judge, JudgeFinding } from '../types';
import { stageObjects } from './stageObjects';

/** kubeconform's `-output json`. */
export interface KubeconformOutput {
  resources: {
    filename: string;
    kind: string;
    version: string;
    status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped';
    msg: string;
    validationErrors?: { path: string; msg: string }[];
  }[];
  summary: { valid: number; invalid: number; errors: number; skipped: number };
}

/** Schemas, unknown fields included, of Kubernetes and of every CRD. */
export const kubeconform: Judge = {
  name: 'kubeconform',
  what: 'schemas of every kind, unknown and duplicate fields',
  needs: ['kubeconform', 'schemas'],
  async run({ corpus, tools, folder, exec }) {
    const objects = join(folder, 'objects');
    const find = await stageObjects(corpus.objects, objects);
    const { stdout, stderr } = await exec(tools.kubeconform, [
      '-strict',
      '-summary',
      '-output=json',
      '-n=2',
      `-schema-location=${tools.schemas.kubeconform}`,
      objects,
    ]);
    if (!stdout.trim()) throw new LabError(`kubeconform said '${stderr}'`);
    const output = JSON.parse(stdout) as KubeconformOutput;
    const { valid, invalid, errors } = output.summary;
    return {
      checked: valid + invalid + errors,
      unit: 'objects',
      findings: readKubeconform(output, find),
    };
  },
};

/** Findings of an output; nothing is skipped, so that a kind without a schema is an error. */
export function readKubeconform(
  output: KubeconformOutput,
  find: (path: string) => ObjectDocument | undefined,
): JudgeFinding[] {
  return output.resources
    .filter(({ status }) => status !== 'statusValid')
    .flatMap(({ filename, kind, version, msg, validationErrors }) => {
      const places = find(filename)?.places ?? [filename];
      const messages = validationErrors?.length
        ? validationErrors.map(({ path, msg: text }) => `${path}: ${text}`)
        : [withoutPaths(msg)];
      return messages.map(message => ({
        severity: 'error' as const,
        places,
        message: `${version} ${kind} ${message}`,
      }));
    });
}

/** Schema addresses are long and say nothing that the kind does not. */
function withoutPaths(message: string): string {
  return message.replace(/(?:file:\/\/)?\/\S+\.json#?/g, 'the schema');
}
