/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, fieldsAt, listAt, textAt, textsAt } from '../access';
import { applicationOf, ignores } from '../applications';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule, LintViolation } from '../types';

/*
 * Argo Rollouts: what a Rollout names, and what its controller changes.
 */

/** @internal */
export const rolloutReferences: LintRule = {
  id: 'GP-LINT-180',
  severity: 'error',
  title: 'Everything that a Rollout names is there',
  why: 'The controller sets the Rollout to Degraded (InvalidSpec) and rolls nothing out.',
  check: index =>
    index.isComplete
      ? index
          .ofKind('Rollout')
          .flatMap(object => [
            ...serviceViolations(index, object),
            ...virtualServiceViolations(index, object),
            ...subsetViolations(index, object),
            ...analysisViolations(index, object),
          ])
      : [],
};

/** @internal */
export const rolloutOwnsWeights: LintRule = {
  id: 'GP-LINT-181',
  severity: 'error',
  title: "The Application leaves a Rollout's weights alone",
  why: 'Argo CD would set them back in the middle of a rollout.',
  check: index =>
    index.ofKind('Rollout').flatMap(object => {
      const workload = index.findWorkload(
        'Rollout',
        object.namespace,
        object.name,
      );
      const application = workload && applicationOf(index, workload);
      return application
        ? virtualServices(object).flatMap(({ name }) => {
            const virtualService = index.find(
              'VirtualService',
              object.namespace,
              name,
            );
            return !virtualService ||
              weightPointers(virtualService).every(pointers =>
                pointers.some(pointer =>
                  ignores(application.spec, virtualService, pointer),
                ),
              )
              ? []
              : {
                  object: application.object,
                  field: `${application.field}.ignoreDifferences`,
                  problem: `does not name the weights of VirtualService '${name}', which Rollout '${object.name}' changes`,
                  fix: 'Ignore .spec.http[].route[].weight of the VirtualService.',
                };
          })
        : [];
    }),
};

const CANARY = ['spec', 'strategy', 'canary'] as const;
const ISTIO = [...CANARY, 'trafficRouting', 'istio'] as const;

function serviceViolations(
  index: ObjectIndex,
  object: LintObject,
): LintViolation[] {
  return ['canaryService', 'stableService'].flatMap(field => {
    const name = textAt(object.manifest, ...CANARY, field);
    return name === undefined || index.findService(object.namespace, name)
      ? []
      : [missing(object, `${CANARY.join('.')}.${field}`, 'Service', name)];
  });
}

function virtualServiceViolations(
  index: ObjectIndex,
  object: LintObject,
): LintViolation[] {
  return virtualServices(object).flatMap(({ field, name, routes }) => {
    const found = index.find('VirtualService', object.namespace, name);
    if (!found) {
      return [missing(object, `${field}.name`, 'VirtualService', name)];
    }
    const known = listAt(found.manifest, 'spec', 'http').map(route =>
      textAt(route, 'name'),
    );
    return routes
      .filter(route => !known.includes(route))
      .map(route => ({
        object,
        field: `${field}.routes`,
        problem: `has '${route}', which VirtualService '${name}' does not have`,
        fix: 'Name routes of the VirtualService by their field name.',
      }));
  });
}

function subsetViolations(
  index: ObjectIndex,
  object: LintObject,
): LintViolation[] {
  const rule = fieldsAt(object.manifest, ...ISTIO, 'destinationRule');
  const name = textAt(rule, 'name');
  if (name === undefined) {
    return [];
  }
  const field = `${ISTIO.join('.')}.destinationRule`;
  const found = index.find('DestinationRule', object.namespace, name);
  if (!found) {
    return [missing(object, `${field}.name`, 'DestinationRule', name)];
  }
  const known = listAt(found.manifest, 'spec', 'subsets').map(subset =>
    textAt(subset, 'name'),
  );
  return ['canarySubsetName', 'stableSubsetName'].flatMap(key => {
    const subset = textAt(rule, key);
    return subset === undefined || known.includes(subset)
      ? []
      : [
          {
            object,
            field: `${field}.${key}`,
            problem: `is '${subset}', which DestinationRule '${name}' does not define`,
            fix: 'Add the subset to the DestinationRule.',
          },
        ];
  });
}

function analysisViolations(
  index: ObjectIndex,
  object: LintObject,
): LintViolation[] {
  const canary = fieldsAt(object.manifest, ...CANARY);
  const places = [
    { field: 'analysis', analysis: at(canary, 'analysis') },
    ...listAt(canary, 'steps').map((step, i) => ({
      field: `steps[${i}].analysis`,
      analysis: at(step, 'analysis'),
    })),
  ];
  return places.flatMap(({ field, analysis }) =>
    listAt(analysis, 'templates').flatMap((template, i) => {
      const name = textAt(template, 'templateName');
      const kind =
        at(template, 'clusterScope') === true
          ? 'ClusterAnalysisTemplate'
          : 'AnalysisTemplate';
      return name === undefined ||
        kind === 'ClusterAnalysisTemplate' ||
        index.find(kind, object.namespace, name)
        ? []
        : [
            missing(
              object,
              `${CANARY.join('.')}.${field}.templates[${i}].templateName`,
              kind,
              name,
            ),
          ];
    }),
  );
}

function virtualServices({ manifest }: LintObject) {
  const istio = fieldsAt(manifest, ...ISTIO);
  const path = ISTIO.join('.');
  return [
    { field: `${path}.virtualService`, entry: at(istio, 'virtualService') },
    ...listAt(istio, 'virtualServices').map((entry, i) => ({
      field: `${path}.virtualServices[${i}]`,
      entry,
    })),
  ].flatMap(({ field, entry }) => {
    const name = textAt(entry, 'name');
    return name === undefined
      ? []
      : [{ field, name, routes: textsAt(entry, 'routes') }];
  });
}

/** For each weight of a VirtualService the ways in which it can be named. */
function weightPointers({ manifest }: LintObject): string[][] {
  return listAt(manifest, 'spec', 'http').flatMap((route, i) =>
    listAt(route, 'route').map((_, j) => [
      `/spec/http/${i}/route/${j}/weight`,
      '/spec/http[]/route[]/weight',
      '/spec/http[]?/route[]?/weight',
      '/spec/http',
    ]),
  );
}

function missing(
  object: LintObject,
  field: string,
  kind: string,
  name: string,
): LintViolation {
  return {
    object,
    field,
    problem: `is '${name}', and no ${kind} has that name`,
    fix: `Add the ${kind}, or correct the name.`,
  };
}

/** @internal */
export const rolloutRules = [rolloutReferences, rolloutOwnsWeights];
