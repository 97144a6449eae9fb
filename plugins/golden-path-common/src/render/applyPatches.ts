/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { applyPatch, Operation } from 'rfc6902';
import { SpecPatch } from '../spec/serviceSpec';
import { Manifest } from './types';

/**
 * A patch of the spec that changed nothing, or not what it should.
 *
 * @internal
 */
export interface PatchFailure {
  /** Index in `spec.runtime.patches`. */
  index: number;
  /** What the patch library said, or that no object fits. */
  problem: string;
}

/**
 * Applies the patches of a spec to rendered objects. An object that a patch fails
 * on stays as it was; the linter reports it.
 *
 * @returns new objects; the given ones are not changed
 * @internal
 */
export function applyPatches(
  manifests: readonly Manifest[],
  patches: readonly SpecPatch[],
): { manifests: Manifest[]; failures: PatchFailure[] } {
  const result = [...manifests];
  const failures: PatchFailure[] = [];
  for (const [index, patch] of patches.entries()) {
    let fits = 0;
    for (const [place, manifest] of result.entries()) {
      if (
        manifest.kind !== patch.kind ||
        (patch.name !== undefined && manifest.metadata.name !== patch.name)
      ) {
        continue;
      }
      fits += 1;
      const copy = structuredClone(manifest);
      const problem = applyPatch(copy, patch.operations as Operation[]).find(
        error => error !== null,
      );
      if (problem) {
        failures.push({ index, problem: problem.message || problem.name });
      } else {
        result[place] = copy;
      }
    }
    if (fits === 0) {
      failures.push({
        index,
        problem: `no ${patch.kind}${
          patch.name ? ` '${patch.name}'` : ''
        } is rendered`,
      });
    }
  }
  return { manifests: result, failures };
}
