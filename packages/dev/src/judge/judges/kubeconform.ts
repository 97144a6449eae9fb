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
    .flatMap(({ filename, kind, version, msg }) => {
      const places = find(filename)?.places ?? [filename];
      return causesOf(msg).map(message => ({
        severity: 'error' as const,
        places,
        message: `${version} ${kind} ${message}`,
      }));
    });
}

/**
 * The causes in `… failed with 'file:///…' - at '/spec': why - at …`. Its field
 * `validationErrors` stops at the first reference between schemas.
 */
function causesOf(message: string): string[] {
  const [, causes] =
    /jsonschema validation failed with '[^']*'(.*)/s.exec(message) ?? [];
  const parts = causes?.split(/ - at (?=')/).map(part => part.trim());
  const filled = (parts ?? []).filter(Boolean);
  return filled.length ? filled : [message];
}
