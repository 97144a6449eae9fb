/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../../render/conventions';
import { fitsPattern } from '../labelPattern';
import type { ObjectIndex } from '../ObjectIndex';
import { PromQlMatcher } from '../promql';
import { selectorViolations } from '../queries';
import { LintRule } from '../types';
import { CHART_JOBS } from '../wellKnownMetrics';
import { serviceOf, Workload } from '../workload';
import { scrapedJobs } from './monitorRules';

/*
 * Whom expressions are about: services, workloads, pods and jobs that are there.
 */

/** @internal */
export const promQlSubject: LintRule = {
  id: 'GP-LINT-143',
  severity: 'error',
  title: 'Every service, workload and namespace in an expression is there',
  why: 'There is no such series: the alert can never fire, the panel stays empty.',
  check: index => {
    if (!index.isComplete) {
      return [];
    }
    const names = subjectNames(index);
    return selectorViolations(index, ({ matchers }) => {
      const wrong = matchers.find(matcher => {
        const known = Object.hasOwn(names, matcher.label)
          ? names[matcher.label]
          : undefined;
        return known && known.size > 0 && !fits(matcher, known);
      });
      return wrong && violationOf(wrong, 'which is not there');
    });
  },
};

/** @internal */
export const promQlJob: LintRule = {
  id: 'GP-LINT-144',
  severity: 'error',
  title: 'Every job in an expression is one that is scraped',
  why: "With a ServiceMonitor the job is the Service's name: a prefix that no Service has matches nothing, and the alert can never fire.",
  check: index => {
    if (!index.isComplete) {
      return [];
    }
    const jobs = new Set([
      ...CHART_JOBS,
      ...scrapedJobs(index),
      ...(index.facts.prometheus?.jobs ?? []),
    ]);
    return selectorViolations(index, ({ matchers }) => {
      const wrong = matchers.find(
        matcher => matcher.label === 'job' && !fits(matcher, jobs),
      );
      return wrong && violationOf(wrong, 'which no monitor scrapes');
    });
  },
};

/** Names by the label that holds them. */
function subjectNames(index: ObjectIndex): Record<string, ReadonlySet<string>> {
  const namesOf = (...kinds: string[]) =>
    kinds.flatMap(kind => index.ofKind(kind).map(({ name }) => name));
  const services = [...index.allServices()].map(({ name }) => name);
  const subjects = new Set([
    ...services,
    ...index.workloads.flatMap(workload => [
      workload.object.name,
      serviceOf(workload),
    ]),
  ]);
  const namespaces = new Set([
    ...index.objects.map(({ namespace }) => namespace),
    ...Object.keys(index.facts.namespaces ?? {}),
    ...(services.length > 0
      ? [...index.allServices()].map(({ namespace }) => namespace)
      : []),
  ]);
  return {
    [LABELS.ruleService]: subjects,
    destination_service_name: new Set(services),
    destination_workload: subjects,
    destination_app: subjects,
    destination_canonical_service: subjects,
    source_workload: subjects,
    source_app: subjects,
    source_canonical_service: subjects,
    deployment: new Set(namesOf('Deployment')),
    statefulset: new Set(namesOf('StatefulSet')),
    cronjob: new Set(namesOf('CronJob')),
    horizontalpodautoscaler: new Set(namesOf('HorizontalPodAutoscaler')),
    pod: new Set(index.workloads.flatMap(samplePods)),
    container: new Set([
      'istio-proxy',
      'POD',
      '',
      ...index.workloads.flatMap(({ containers }) =>
        containers.map(({ name }) => name),
      ),
    ]),
    [LABELS.ruleNamespace]: namespaces,
    destination_service_namespace: namespaces,
    destination_workload_namespace: namespaces,
  };
}

/** Names that the pods of a workload might have. */
function samplePods({ object: { kind, name } }: Workload): string[] {
  switch (kind) {
    case 'StatefulSet':
      return [`${name}-0`];
    case 'DaemonSet':
    case 'Job':
      return [`${name}-x2k4z`];
    case 'CronJob':
      return [`${name}-29012345-x2k4z`];
    case 'Pod':
      return [name];
    default:
      return [`${name}-5d4f8c7b9f-x2k4z`];
  }
}

function fits(
  { operator, value }: PromQlMatcher,
  known: ReadonlySet<string>,
): boolean {
  // Arguments of an analysis and variables of a dashboard are filled in later; and
  // a peer without a proxy is unknown to the mesh.
  if (value.includes('{{') || value.includes('$') || value === 'unknown') {
    return true;
  }
  switch (operator) {
    case '=':
      return known.has(value);
    case '=~':
      return fitsPattern(value, known);
    default:
      return true;
  }
}

function violationOf({ label, operator, value }: PromQlMatcher, cause: string) {
  return {
    problem: `asks for ${label}${operator}"${value}", ${cause}`,
    fix: 'Write the name as it is in the cluster.',
  };
}

/** @internal */
export const promQlSubjectRules = [promQlSubject, promQlJob];
