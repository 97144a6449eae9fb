/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, textAt, textMapAt } from '../access';
import { printSelector, selectsEverything } from '../labels';
import { allowsPort, closes, policiesOf, policyPorts } from '../networkPolicy';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule, LintViolation } from '../types';
import { declaresPorts, hasPort, Workload } from '../workload';

/*
 * NetworkPolicies: whom they are for, and what they close by mistake.
 */

/** The one label that Kubernetes itself puts on every namespace. */
const AUTOMATIC_LABEL = 'kubernetes.io/metadata.name';

/** Ports of the mesh's proxy and tunnel; no container declares them. */
const PROXY_PORTS: ReadonlySet<unknown> = new Set([
  15006, 15008, 15020, 15021, 15090,
]);

const ISTIOD_PORT = 15012;

/** @internal */
export const policySelects: LintRule = {
  id: 'GP-LINT-100',
  severity: 'error',
  title: 'A NetworkPolicy selects at least one workload',
  why: 'It closes nothing: the pods that it should protect are open to everybody.',
  check: index =>
    index.isComplete
      ? index.ofKind('NetworkPolicy').flatMap(object => {
          const selector = at(object.manifest, 'spec', 'podSelector');
          return selectsEverything(selector) ||
            index.selectsPods(selector, object.namespace)
            ? []
            : {
                object,
                field: 'spec.podSelector',
                problem: `is '${printSelector(
                  selector,
                )}', which no pod template has`,
                fix: 'Select by labels that the pods have, as app.kubernetes.io/name.',
              };
        })
      : [],
};

/** @internal */
export const policyPodPort: LintRule = {
  id: 'GP-LINT-101',
  severity: 'error',
  title: 'Ports of a NetworkPolicy are ports of the pods',
  why: 'A policy sees the port of the pod; one for the port of the Service lets nobody in.',
  check: index =>
    index.ofKind('NetworkPolicy').flatMap(object => {
      const selector = at(object.manifest, 'spec', 'podSelector');
      return selectsEverything(selector)
        ? []
        : listAt(object.manifest, 'spec', 'ingress').flatMap((rule, i) =>
            policyPorts(rule).flatMap(({ port, endPort }, j) =>
              port === undefined ||
              endPort !== undefined ||
              PROXY_PORTS.has(port)
                ? []
                : index
                    .selectedBy(selector, object.namespace)
                    .filter(
                      workload =>
                        declaresPorts(workload) && !hasPort(workload, port),
                    )
                    .map(workload => ({
                      object,
                      field: `spec.ingress[${i}].ports[${j}].port`,
                      problem: `is '${port}', which is no port of ${workload.object.kind} '${workload.object.name}'`,
                      fix: 'Write the containerPort, not the port of the Service.',
                    })),
            ),
          );
    }),
};

/** @internal */
export const policyEgress: LintRule = {
  id: 'GP-LINT-102',
  severity: 'error',
  title: 'A NetworkPolicy that closes egress leaves DNS and istiod open',
  why: 'Without DNS no name resolves, and without istiod the proxy gets neither certificates nor routes: the pod never becomes ready.',
  check: index => {
    const reported = new Set<Workload>();
    const closing = index
      .ofKind('NetworkPolicy')
      .filter(object => closes(object, 'egress'));
    // A policy for certain pods is where the mistake is, not one for all.
    const isForAll = ({ manifest }: LintObject) =>
      selectsEverything(at(manifest, 'spec', 'podSelector'));
    return [
      ...closing.filter(object => !isForAll(object)),
      ...closing.filter(isForAll),
    ].flatMap(object => egressViolations(index, object, reported));
  },
};

/** @internal */
export const policyNamespace: LintRule = {
  id: 'GP-LINT-103',
  severity: 'warning',
  title: 'A NetworkPolicy names namespaces by a label that they have',
  why: "Kubernetes sets only 'kubernetes.io/metadata.name'; a namespace without the label is not meant, and its calls are dropped.",
  check: index =>
    index.ofKind('NetworkPolicy').flatMap(object =>
      (['ingress', 'egress'] as const).flatMap(direction =>
        listAt(object.manifest, 'spec', direction).flatMap((rule, i) => {
          const list = direction === 'ingress' ? 'from' : 'to';
          return listAt(rule, list).flatMap((peer, j) =>
            namespaceViolations(
              index,
              object,
              at(peer, 'namespaceSelector'),
              `spec.${direction}[${i}].${list}[${j}].namespaceSelector`,
            ),
          );
        }),
      ),
    ),
};

function egressViolations(
  index: ObjectIndex,
  object: LintObject,
  reported: Set<Workload>,
): LintViolation[] {
  const selector = at(object.manifest, 'spec', 'podSelector');
  const workloads = index.selectedBy(selector, object.namespace);
  if (workloads.length === 0) {
    // A default deny for all is meant to be opened by others, elsewhere.
    return selectsEverything(selector)
      ? []
      : closedParts([object], index.facts.mesh ?? false).map(part =>
          egressViolation(object, part),
        );
  }
  return workloads.flatMap(workload => {
    const policies = policiesOf(index, workload, 'egress');
    const isOnlyDefault =
      !index.isComplete &&
      policies.every(policy =>
        selectsEverything(at(policy.manifest, 'spec', 'podSelector')),
      );
    if (reported.has(workload) || isOnlyDefault) {
      return [];
    }
    reported.add(workload);
    return closedParts(policies, index.isMeshed(workload)).map(part =>
      egressViolation(
        object,
        `${part} for ${workload.object.kind} '${workload.object.name}'`,
      ),
    );
  });
}

function egressViolation(object: LintObject, part: string): LintViolation {
  return {
    object,
    field: 'spec.egress',
    problem: `closes ${part}`,
    fix: `Allow UDP and TCP 53 to kube-system and TCP ${ISTIOD_PORT} to the namespace of istiod, or leave Egress out of policyTypes.`,
  };
}

function closedParts(
  policies: readonly LintObject[],
  isMeshed: boolean,
): string[] {
  const rules = policies.flatMap(({ manifest }) =>
    listAt(manifest, 'spec', 'egress'),
  );
  if (rules.length === 0) {
    // An empty list is written on purpose, for pods that call nobody.
    const isMeant = policies.some(({ manifest }) =>
      Array.isArray(at(manifest, 'spec', 'egress')),
    );
    return isMeant && !isMeshed ? [] : ['everything (DNS and istiod too)'];
  }
  const isOpen = (number: number, protocol: string) =>
    rules.some(rule => allowsPort(rule, { number, protocol }));
  return [
    ...(isOpen(53, 'UDP') ? [] : ['DNS']),
    ...(isMeshed && !isOpen(ISTIOD_PORT, 'TCP') ? ['istiod'] : []),
  ];
}

function namespaceViolations(
  index: ObjectIndex,
  object: LintObject,
  selector: unknown,
  field: string,
): LintViolation[] {
  const labels = textMapAt(selector, 'matchLabels');
  const keys = [
    ...Object.keys(labels),
    ...listAt(selector, 'matchExpressions').flatMap(
      expression => textAt(expression, 'key') ?? [],
    ),
  ].filter(key => key !== AUTOMATIC_LABEL);
  const known = [
    ...index.ofKind('Namespace').map(({ labels: own }) => own),
    ...Object.values(index.facts.namespaces ?? {}),
  ];
  return keys
    .filter(
      key =>
        !known.some(own =>
          labels[key] === undefined
            ? own[key] !== undefined
            : own[key] === labels[key],
        ),
    )
    .map(key => ({
      object,
      field,
      problem: `is '${printSelector(
        selector,
      )}', and no namespace that is known has label '${key}'`,
      fix: `Use '${AUTOMATIC_LABEL}', which every namespace has.`,
    }));
}

/** @internal */
export const networkPolicyRules = [
  policySelects,
  policyPodPort,
  policyEgress,
  policyNamespace,
];
