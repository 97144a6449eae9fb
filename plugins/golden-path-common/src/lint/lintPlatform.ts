/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../model/types';
import { PLATFORM_KINDS } from '../render/manifests';
import {
  findEnvironment,
  patchedManifests,
  placed,
} from '../render/renderPlatform';
import { Manifest, PlatformContext, RenderContext } from '../render/types';
import { PatchFailure } from '../render/applyPatches';
import { docsOf } from '../rules/docs';
import { exceptionFault } from '../rules/exceptions';
import { patchTarget } from '../rules/patchRules';
import { Finding } from '../rules/types';
import { resolveModel } from '../spec/resolveEnvironment';
import { lintObjects } from './lintObjects';
import { factsOfPlatform } from './platformFacts';
import { LintFinding } from './types';

/**
 * Lints what one service renders to in one environment, by itself: the other
 * services count as they are declared. Quick enough for every key press of a
 * preview.
 *
 * @param context - with the effective specs of the environment
 * @public
 */
export function lintService(context: RenderContext): Finding[] {
  const { manifests, failures } = patchedManifests(context);
  return [
    ...patchFindings(context, failures),
    ...lintServiceObjects(
      context,
      manifests.map(({ manifest }) => manifest),
    ),
  ];
}

/**
 * Renders one environment of a platform and lints it: each service by itself, so
 * that none lives on what belongs to another, and all together. A finding that
 * both make comes once; those that a waiver of the service covers are marked.
 *
 * @param options - `now` decides which waivers have run out; without it none
 *   counts
 * @throws InputError if the platform has no environment of that name
 * @public
 */
export function lintPlatform(
  model: PlatformModel,
  options: { environment: string; now?: Date },
): Finding[] {
  const context = platformContext(model, options.environment);
  const findings: Finding[] = [];
  const all: Manifest[] = PLATFORM_KINDS.flatMap(kind =>
    placed(kind, context, kind.render(context)),
  ).map(({ manifest }) => manifest);
  for (const service of context.model.services) {
    const own = { ...context, service };
    const { manifests, failures } = patchedManifests(own);
    const objects = manifests.map(({ manifest }) => manifest);
    findings.push(
      ...patchFindings(own, failures),
      ...lintServiceObjects(own, objects),
    );
    all.push(...objects);
  }
  findings.push(
    ...lintObjects(all, {
      namespace: context.model.system.spec.namespace,
      platform: factsOfPlatform(context.model, context.environment),
    }),
  );
  return withWaivers(once(findings), context.model, options.now);
}

function lintServiceObjects(
  { model, environment, service }: RenderContext,
  objects: readonly Manifest[],
): LintFinding[] {
  return lintObjects(objects, {
    namespace: model.system.spec.namespace,
    platform: factsOfPlatform(model, environment),
  }).map(finding => ({
    ...finding,
    entityRef: finding.entityRef || service.entityRef,
  }));
}

/** What the rule about patches says too, where nobody judged the spec before. */
function patchFindings(
  context: RenderContext,
  failures: readonly PatchFailure[],
): Finding[] {
  const { id, severity } = patchTarget;
  return failures.length === 0
    ? []
    : patchTarget.check(context.service, context).map(violation => ({
        ruleId: id,
        severity,
        entityRef: context.service.entityRef,
        ...violation,
        docs: docsOf(id),
      }));
}

function platformContext(model: PlatformModel, name: string): PlatformContext {
  const environment = findEnvironment(model, name);
  return { model: resolveModel(model, environment.name), environment };
}

function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ ruleId, path, message }) => {
    const key = `${ruleId} ${path} ${message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function withWaivers(
  findings: readonly Finding[],
  model: PlatformModel,
  now: Date | undefined,
): Finding[] {
  const byEntity = new Map(
    model.services.map(({ entityRef, spec }) => [entityRef, spec.waivers]),
  );
  return findings.map(finding => {
    const waiver = byEntity.get(finding.entityRef)?.find(
      candidate =>
        candidate.rule === finding.ruleId &&
        now !== undefined &&
        // One that soon runs out still holds.
        (exceptionFault(candidate, now)?.kind ?? 'soon') === 'soon',
    );
    return waiver
      ? {
          ...finding,
          waiver: { reason: waiver.reason, expires: waiver.expires },
        }
      : finding;
  });
}
