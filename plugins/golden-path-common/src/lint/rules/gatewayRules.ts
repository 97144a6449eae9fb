/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { listAt, textsAt } from '../access';
import { coversHost } from '../hosts';
import { LintObject, LintRule } from '../types';

/*
 * Where the mesh lets callers from outside in.
 */

/** @internal */
export const routeGateway: LintRule = {
  id: 'GP-LINT-075',
  severity: 'error',
  title: 'The gateways of a VirtualService are there and serve its hosts',
  why: 'Callers from outside get 404: no gateway has the route.',
  check: index =>
    index.ofKind('VirtualService').flatMap(object => {
      const hosts = textsAt(object.manifest, 'spec', 'hosts');
      return textsAt(object.manifest, 'spec', 'gateways').flatMap(
        (reference, i) => {
          if (reference === 'mesh') {
            return [];
          }
          const [namespace, name] = gatewayOf(reference, object.namespace);
          const gateway = index.find('Gateway', namespace, name);
          const field = `spec.gateways[${i}]`;
          if (!gateway) {
            return index.facts.gateways?.includes(`${namespace}/${name}`) ||
              !index.knowsAll(namespace, 'gateways')
              ? []
              : {
                  object,
                  field,
                  problem: `is '${reference}', and no Gateway '${name}' is in namespace '${namespace}'`,
                  fix: 'Write namespace/name of a Gateway, or mesh.',
                };
          }
          return hosts.some(host => serves(gateway, host))
            ? []
            : {
                object,
                field: 'spec.hosts',
                problem: `is '${hosts.join(
                  ', ',
                )}', and Gateway '${name}' serves none of them`,
                fix: 'Add a host of the Gateway.',
              };
        },
      );
    }),
};

function gatewayOf(reference: string, namespace: string): [string, string] {
  const [first, second] = reference.split('/');
  return second === undefined ? [namespace, first] : [first, second];
}

/** A host of a server may begin with the namespaces that may use it. */
function serves(gateway: LintObject, host: string): boolean {
  return listAt(gateway.manifest, 'spec', 'servers').some(server =>
    textsAt(server, 'hosts').some(pattern => {
      const name = pattern.slice(pattern.indexOf('/') + 1);
      return coversHost(name, host) || coversHost(host, name);
    }),
  );
}

/** @internal */
export const gatewayRules = [routeGateway];
