/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { textAt, textMapAt, textsAt } from '../access';
import { coversHost } from '../hosts';
import { hasLabels, printLabels } from '../labels';
import { hostKey, subsetsByHost } from '../routes';
import { LintObject, LintRule } from '../types';

/*
 * DestinationRules: whose pods, and which of them.
 */

/** Argo Rollouts adds it to the subsets by itself. */
const CONTROLLER_LABEL = 'rollouts-pod-template-hash';

/** @internal */
export const ruleHost: LintRule = {
  id: 'GP-LINT-080',
  severity: 'error',
  title: 'The host of a DestinationRule is a Service',
  why: 'Its circuit breaker and its subsets are for nobody.',
  check: index =>
    index.ofKind('DestinationRule').flatMap(object => {
      const host = textAt(object.manifest, 'spec', 'host') ?? '';
      const target = index.parseHost(host, object.namespace);
      const isKnown =
        host.includes('*') ||
        (target && index.findService(target.namespace, target.name)) ||
        !(target
          ? index.knowsAll(target.namespace, 'services')
          : index.isComplete) ||
        index
          .ofKind('ServiceEntry')
          .some(({ manifest }) =>
            textsAt(manifest, 'spec', 'hosts').some(pattern =>
              coversHost(pattern, host),
            ),
          );
      return isKnown
        ? []
        : {
            object,
            field: 'spec.host',
            problem: `is '${host}', which is neither a Service nor the host of a ServiceEntry`,
            fix: 'Write the full name of a Service, as checkout.shop.svc.cluster.local.',
          };
    }),
};

/** @internal */
export const subsetPods: LintRule = {
  id: 'GP-LINT-081',
  severity: 'error',
  title: 'The labels of a subset are those of pods',
  why: 'The subset has no endpoint, and its share of the requests gets 503 (UH).',
  check: index =>
    [...subsetsByHost(index).values()].flat().flatMap(subset => {
      const { object, field, fields, name } = subset;
      const host = textAt(object.manifest, 'spec', 'host') ?? '';
      const target = index.parseHost(host, object.namespace);
      const service =
        target && index.findService(target.namespace, target.name);
      const { [CONTROLLER_LABEL]: _, ...labels } = textMapAt(fields, 'labels');
      return !service?.selector ||
        !index.isComplete ||
        index
          .endpointsOf(service)
          .some(({ podLabels }) => hasLabels(podLabels, labels))
        ? []
        : {
            object,
            field: `${field}.labels`,
            problem: `of subset '${name}' is '${printLabels(
              labels,
            )}', which no pod of Service '${service.name}' has`,
            fix: 'Deploy such pods, or remove the subset and the routes to it.',
          };
    }),
};

/** @internal */
export const oneDestinationRule: LintRule = {
  id: 'GP-LINT-082',
  severity: 'error',
  title: 'A host has one DestinationRule',
  why: 'The mesh merges their subsets but takes the policy of one of them, and nobody knows which.',
  check: index => {
    const seen = new Map<string, LintObject>();
    return index.ofKind('DestinationRule').flatMap(object => {
      const host = textAt(object.manifest, 'spec', 'host') ?? '';
      // One for certain pods stands beside the one for all.
      const pods = printLabels(
        textMapAt(object.manifest, 'spec', 'workloadSelector', 'matchLabels'),
      );
      // A caller's namespace may have its own, which goes before the others.
      const { namespace } = object;
      const key = `${namespace} ${hostKey(index, host, namespace)} ${pods}`;
      const other = seen.get(key);
      seen.set(key, object);
      return other
        ? {
            object,
            field: 'spec.host',
            problem: `is '${host}', and DestinationRule '${other.name}' has it too`,
            fix: 'Put policy and subsets of a host into one DestinationRule.',
          }
        : [];
    });
  },
};

/** @internal */
export const destinationRuleRules = [ruleHost, subsetPods, oneDestinationRule];
