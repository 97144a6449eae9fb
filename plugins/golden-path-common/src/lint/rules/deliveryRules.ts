/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, textAt, textsAt } from '../access';
import {
  applicationOf,
  applications,
  fitsGlob,
  ignores,
  isTemplate,
} from '../applications';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';

/*
 * Argo CD's Applications and projects: whether a sync may happen, and whether it
 * undoes what controllers do.
 */

/** @internal */
export const applicationProject: LintRule = {
  id: 'GP-LINT-160',
  severity: 'error',
  title: 'An Application has a project of its own platform',
  why: "Argo CD's project 'default' allows every repository, cluster and kind to everybody.",
  check: index =>
    applications(index).flatMap(({ object, field, spec }) => {
      const project = textAt(spec, 'project') ?? 'default';
      if (project === 'default') {
        return {
          object,
          field: `${field}.project`,
          problem: "is 'default' or not set",
          fix: 'Name an AppProject that allows only what this platform needs.',
        };
      }
      return index.find('AppProject', object.namespace, project) ||
        isTemplate(project) ||
        !index.isComplete ||
        index.ofKind('AppProject').length === 0
        ? []
        : {
            object,
            field: `${field}.project`,
            problem: `is '${project}', and no AppProject has that name`,
            fix: 'Add the AppProject, or correct the name.',
          };
    }),
};

/** @internal */
export const applicationAllowed: LintRule = {
  id: 'GP-LINT-161',
  severity: 'error',
  title:
    'An Application names its namespace, and its project allows source and destination',
  why: 'Argo CD refuses to compare and to sync it (InvalidSpecError); without a namespace objects go wherever they say.',
  check: index =>
    applications(index).flatMap(({ object, field, spec }) => {
      if (!textAt(spec, 'destination', 'namespace')) {
        return {
          object,
          field: `${field}.destination.namespace`,
          problem: 'is not set',
          fix: 'Write the namespace of the platform.',
        };
      }
      const project = index.find(
        'AppProject',
        object.namespace,
        textAt(spec, 'project') ?? '',
      );
      if (!project) {
        return [];
      }
      const source = textAt(spec, 'source', 'repoURL');
      const sources = textsAt(project.manifest, 'spec', 'sourceRepos');
      const destination = at(spec, 'destination');
      const destinations = listAt(project.manifest, 'spec', 'destinations');
      const isAllowed = destinations.some(allowed =>
        (['server', 'name', 'namespace'] as const).every(key =>
          fitsGlob(textAt(allowed, key), textAt(destination, key)),
        ),
      );
      return [
        ...(source === undefined || sources.some(glob => fitsGlob(glob, source))
          ? []
          : [
              {
                object,
                field: `${field}.source.repoURL`,
                problem: `is '${source}', which AppProject '${project.name}' does not allow`,
                fix: 'Add the repository to spec.sourceRepos of the project.',
              },
            ]),
        ...(isAllowed || isTemplate(textAt(destination, 'server'))
          ? []
          : [
              {
                object,
                field: `${field}.destination`,
                problem: `is namespace '${textAt(
                  destination,
                  'namespace',
                )}' of '${
                  textAt(destination, 'server') ?? textAt(destination, 'name')
                }', which AppProject '${project.name}' does not allow`,
                fix: 'Add it to spec.destinations of the project.',
              },
            ]),
      ];
    }),
};

/** @internal */
export const projectKinds: LintRule = {
  id: 'GP-LINT-162',
  severity: 'error',
  title: 'The project allows every kind that its Applications deploy',
  why: 'The sync fails with "resource … is not permitted in project".',
  check: index => {
    const projects = projectsByNamespace(index);
    const reported = new Set<string>();
    return index.objects.flatMap(object => {
      const { group, kind, namespace, name } = object;
      const own = projects.get(namespace);
      const key = `${namespace} ${group}/${kind}`;
      if (
        !own ||
        reported.has(key) ||
        own.some(project => allowsKind(project, object))
      ) {
        return [];
      }
      reported.add(key);
      return {
        object: own[0],
        field: 'spec.namespaceResourceWhitelist',
        problem: `does not allow ${kind} of group '${group}', as '${name}' is`,
        fix: 'Add the kind to the project.',
      };
    });
  },
};

/** @internal */
export const replicasIgnored: LintRule = {
  id: 'GP-LINT-163',
  severity: 'error',
  title: 'The Application of an autoscaled workload ignores its replicas',
  why: 'Argo CD reports drift at every step of the autoscaler, and a sync takes it back.',
  check: index =>
    index.ofKind('HorizontalPodAutoscaler').flatMap(scaler => {
      const kind = textAt(scaler.manifest, 'spec', 'scaleTargetRef', 'kind');
      const name = textAt(scaler.manifest, 'spec', 'scaleTargetRef', 'name');
      const target =
        kind !== undefined && name !== undefined
          ? index.findWorkload(kind, scaler.namespace, name)
          : undefined;
      const application = target && applicationOf(index, target);
      return !target ||
        !application ||
        ignores(application.spec, target.object, '/spec/replicas')
        ? []
        : {
            object: application.object,
            field: `${application.field}.ignoreDifferences`,
            problem: `does not name /spec/replicas of ${target.object.kind} '${target.object.name}', which HorizontalPodAutoscaler '${scaler.name}' changes`,
            fix: 'Ignore /spec/replicas of the workload.',
          };
    }),
};

/** @internal */
export const ignoredInSync: LintRule = {
  id: 'GP-LINT-164',
  severity: 'warning',
  title: 'What an Application ignores it leaves alone in a sync too',
  why: 'Without RespectIgnoreDifferences the comparison looks away, but every sync writes the field.',
  check: index =>
    applications(index)
      .filter(
        ({ spec }) =>
          listAt(spec, 'ignoreDifferences').length > 0 &&
          !textsAt(spec, 'syncPolicy', 'syncOptions').includes(
            'RespectIgnoreDifferences=true',
          ),
      )
      .map(({ object, field }) => ({
        object,
        field: `${field}.syncPolicy.syncOptions`,
        problem: "lacks 'RespectIgnoreDifferences=true'",
        fix: 'Add it.',
      })),
};

/** @internal */
export const oneSecretMaker: LintRule = {
  id: 'GP-LINT-165',
  severity: 'error',
  title: 'A Secret is made by one ExternalSecret',
  why: 'Two that own it write in turn, and the keys of the other are gone.',
  check: index => {
    const seen = new Map<string, LintObject>();
    return index.ofKind('ExternalSecret').flatMap(object => {
      const name =
        textAt(object.manifest, 'spec', 'target', 'name') ?? object.name;
      const policy = textAt(
        object.manifest,
        'spec',
        'target',
        'creationPolicy',
      );
      const key = `${object.namespace}/${name}`;
      const other = seen.get(key);
      if (policy !== 'Merge') {
        seen.set(key, object);
      }
      return other && other !== object && policy !== 'Merge'
        ? {
            object,
            field: 'spec.target.name',
            problem: `is '${name}', which ExternalSecret '${other.name}' makes too`,
            fix: 'Give each its own Secret, or set creationPolicy to Merge.',
          }
        : [];
    });
  },
};

/** Projects of the Applications that deploy to a namespace. */
function projectsByNamespace(index: ObjectIndex): Map<string, LintObject[]> {
  const projects = new Map<string, LintObject[]>();
  for (const { object, spec } of applications(index)) {
    const project = index.find(
      'AppProject',
      object.namespace,
      textAt(spec, 'project') ?? '',
    );
    const namespace = textAt(spec, 'destination', 'namespace');
    if (project && namespace !== undefined) {
      const own = projects.get(namespace) ?? [];
      projects.set(namespace, own.includes(project) ? own : [...own, project]);
    }
  }
  return projects;
}

function allowsKind(
  { manifest }: LintObject,
  { group, kind }: LintObject,
): boolean {
  const allowed = at(manifest, 'spec', 'namespaceResourceWhitelist');
  return (
    !Array.isArray(allowed) ||
    allowed.some(
      entry =>
        fitsGlob(textAt(entry, 'group'), group) &&
        fitsGlob(textAt(entry, 'kind'), kind),
    )
  );
}

/** @internal */
export const deliveryRules = [
  applicationProject,
  applicationAllowed,
  projectKinds,
  replicasIgnored,
  ignoredInSync,
  oneSecretMaker,
];
