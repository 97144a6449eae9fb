/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  at,
  Fields,
  fieldsAt,
  listAt,
  numberAt,
  textMapAt,
  textsAt,
} from '../access';
import { printLabels } from '../labels';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';
import { declaresPorts, hasPort } from '../workload';

/*
 * Istio's policies: whom they are for, which ports they name, and whom they let
 * in.
 */

/** Where each kind keeps the labels of its pods. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  AuthorizationPolicy: ['spec', 'selector', 'matchLabels'],
  PeerAuthentication: ['spec', 'selector', 'matchLabels'],
  RequestAuthentication: ['spec', 'selector', 'matchLabels'],
  Telemetry: ['spec', 'selector', 'matchLabels'],
  Sidecar: ['spec', 'workloadSelector', 'labels'],
  EnvoyFilter: ['spec', 'workloadSelector', 'labels'],
};

/** Kinds of which a namespace may have one without a selector. */
const SINGLETONS: readonly string[] = [
  'PeerAuthentication',
  'Telemetry',
  'Sidecar',
];

/** Ports of the proxy itself. */
const PROXY_PORTS: ReadonlySet<number> = new Set([
  15006, 15008, 15020, 15021, 15090,
]);

/** @internal */
export const policySelectsPods: LintRule = {
  id: 'GP-LINT-090',
  severity: 'error',
  title: 'A policy of the mesh selects at least one workload',
  why: 'It has no effect: what it should protect stays open, what it should set stays as it was.',
  check: index =>
    index.isComplete
      ? selections(index)
          .filter(
            ({ object, labels }) =>
              Object.keys(labels).length > 0 &&
              !index.selectsPods({ matchLabels: labels }, object.namespace),
          )
          .map(({ object, path, labels }) => ({
            object,
            field: path.join('.'),
            problem: `is '${printLabels(labels)}', which no pod template has`,
            fix: 'Select by labels that the pods have, as app.kubernetes.io/name.',
          }))
      : [],
};

/** @internal */
export const onePolicyForAll: LintRule = {
  id: 'GP-LINT-091',
  severity: 'error',
  title:
    'A namespace has one PeerAuthentication, Telemetry and Sidecar for all',
  why: 'Of two without a selector the mesh takes the older one and ignores the other.',
  check: index => {
    const seen = new Map<string, LintObject>();
    return selections(index).flatMap(({ object, labels }) => {
      if (
        !SINGLETONS.includes(object.kind) ||
        Object.keys(labels).length > 0 ||
        at(object.manifest, 'spec', 'targetRefs') !== undefined
      ) {
        return [];
      }
      const key = `${object.kind} ${object.namespace}`;
      const other = seen.get(key);
      seen.set(key, object);
      return other
        ? {
            object,
            field: 'metadata.name',
            problem: `is the second one for all pods of namespace '${object.namespace}', after '${other.name}'`,
            fix: 'Merge them, or give one a selector.',
          }
        : [];
    });
  },
};

/** @internal */
export const policyPort: LintRule = {
  id: 'GP-LINT-092',
  severity: 'error',
  title: 'Ports in policies of the mesh are ports of the pods',
  why: 'The proxy sees the port of the pod; a policy for the port of the Service matches nothing.',
  check: index =>
    selections(index).flatMap(({ object, labels, workloads }) =>
      Object.keys(labels).length === 0
        ? []
        : portsOf(object).flatMap(({ field, port }) =>
            workloads
              .filter(
                workload =>
                  !PROXY_PORTS.has(port) &&
                  declaresPorts(workload) &&
                  !hasPort(workload, port),
              )
              .map(workload => ({
                object,
                field,
                problem: `is ${port}, which is no port of ${workload.object.kind} '${workload.object.name}'`,
                fix: 'Write the containerPort, not the port of the Service.',
              })),
          ),
    ),
};

/** @internal */
export const policyPrincipal: LintRule = {
  id: 'GP-LINT-093',
  severity: 'error',
  title: 'Every identity that a policy lets in is that of a ServiceAccount',
  why: 'Nobody has the identity, and the caller that is meant gets 403.',
  check: index =>
    index.ofKind('AuthorizationPolicy').flatMap(object =>
      listAt(object.manifest, 'spec', 'rules').flatMap((rule, i) =>
        listAt(rule, 'from').flatMap((from, j) =>
          textsAt(from, 'source', 'principals').flatMap((principal, k) => {
            const problem = principalProblem(index, principal);
            return problem === undefined
              ? []
              : {
                  object,
                  field: `spec.rules[${i}].from[${j}].source.principals[${k}]`,
                  problem: `is '${principal}', ${problem}`,
                  fix: `Write ${index.trustDomain}/ns/<namespace>/sa/<ServiceAccount>.`,
                };
          }),
        ),
      ),
    ),
};

function principalProblem(
  index: ObjectIndex,
  principal: string,
): string | undefined {
  if (principal.includes('*')) {
    return undefined;
  }
  const match = /^([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal);
  if (!match) {
    return 'which is no identity of the mesh';
  }
  const [, domain, namespace, account] = match;
  // `cluster.local` stands for the mesh's own trust domain, whatever its name.
  if (domain !== index.trustDomain && domain !== 'cluster.local') {
    return `but the trust domain is '${index.trustDomain}'`;
  }
  return index.find('ServiceAccount', namespace, account) ||
    index.facts.serviceAccounts?.includes(`${namespace}/${account}`) ||
    !index.knowsAll(namespace, 'serviceAccounts')
    ? undefined
    : `and namespace '${namespace}' has no ServiceAccount '${account}'`;
}

function selections(index: ObjectIndex) {
  return Object.entries(SELECTORS).flatMap(([kind, path]) =>
    index.ofKind(kind).map(object => {
      const labels = textMapAt(object.manifest, ...path);
      return {
        object,
        path,
        labels,
        workloads: index.selectedBy({ matchLabels: labels }, object.namespace),
      };
    }),
  );
}

/** Ports of pods that a policy names. */
function portsOf({ kind, manifest }: LintObject) {
  const spec = fieldsAt(manifest, 'spec');
  switch (kind) {
    case 'AuthorizationPolicy':
      return authorizedPorts(spec);
    case 'PeerAuthentication':
      return Object.keys(fieldsAt(spec, 'portLevelMtls')).map(port => ({
        field: `spec.portLevelMtls.${port}`,
        port: Number(port),
      }));
    case 'EnvoyFilter':
      return listAt(spec, 'configPatches').flatMap((patch, i) => {
        const port = numberAt(patch, 'match', 'listener', 'portNumber');
        return port === undefined ||
          at(patch, 'match', 'context') !== 'SIDECAR_INBOUND'
          ? []
          : {
              field: `spec.configPatches[${i}].match.listener.portNumber`,
              port,
            };
      });
    default:
      return [];
  }
}

function authorizedPorts(spec: Fields) {
  return listAt(spec, 'rules').flatMap((rule, i) =>
    listAt(rule, 'to').flatMap((to, j) =>
      textsAt(to, 'operation', 'ports').map((port, k) => ({
        field: `spec.rules[${i}].to[${j}].operation.ports[${k}]`,
        port: Number(port),
      })),
    ),
  );
}

/** @internal */
export const meshPolicyRules = [
  policySelectsPods,
  onePolicyForAll,
  policyPort,
  policyPrincipal,
];
