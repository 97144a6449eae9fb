/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../../../render/conventions';
import { Loose, Mutation } from './Mutation';

/** Routes, policies and calls. */
export const meshMutations: readonly Mutation[] = [
  [
    '070',
    'a port that the host does not have',
    o => {
      o.get(
        'VirtualService',
        'ledger',
      ).spec.http[0].route[0].destination.port.number = 7018;
    },
  ],
  [
    '071',
    'a subset that nobody defines',
    o => {
      o.get(
        'VirtualService',
        'ledger',
      ).spec.http[0].route[0].destination.subset = 'v2';
    },
  ],
  [
    '072',
    'weights of 101',
    o => {
      o.get('VirtualService', 'checkout').spec.http[0].route[1].weight += 1;
    },
  ],
  [
    '073',
    'a condition that Envoy does not know',
    o => {
      o.get('VirtualService', 'ledger').spec.http[0].retries.retryOn +=
        ',timeout';
    },
  ],
  [
    '074',
    'too little time for all tries',
    o => {
      o.get('VirtualService', 'ledger').spec.http[0].timeout = '8s';
    },
  ],
  [
    '075',
    'a gateway that is not there',
    o => {
      o.get('VirtualService', 'ledger').spec.gateways = ['mesh', 'shops'];
    },
  ],
  [
    '075',
    'a gateway for other hosts',
    o => {
      o.get('Gateway', 'shop').spec.servers.forEach((server: Loose) => {
        server.hosts = ['./bank.example.com'];
      });
    },
  ],
  [
    '076',
    'a route for everything in front',
    o => {
      o.get('VirtualService', 'ledger').spec.http.reverse();
    },
  ],
  ['077', 'a second VirtualService', o => o.copy('VirtualService', 'ledger')],
  [
    '080',
    'a host that is no Service',
    o => {
      o.copy('DestinationRule', 'ledger').spec.host =
        'ledgers.shop-platform.svc.cluster.local';
    },
  ],
  [
    '081',
    'a subset without pods',
    o => {
      o.get('DestinationRule', 'checkout').spec.subsets[1].labels.version =
        'v2';
    },
  ],
  ['082', 'a second DestinationRule', o => o.copy('DestinationRule', 'ledger')],
  [
    '090',
    'a rate limit for no pods',
    o => {
      o.get('EnvoyFilter', 'checkout').spec.workloadSelector.labels[
        LABELS.name
      ] = 'check';
    },
  ],
  [
    '091',
    'a second PeerAuthentication for all',
    o => {
      o.copy('PeerAuthentication', 'default').spec.mtls.mode = 'PERMISSIVE';
    },
  ],
  [
    '092',
    "the Service's port in a policy",
    o => {
      o.get(
        'EnvoyFilter',
        'checkout',
      ).spec.configPatches[0].match.listener.portNumber = 7013;
    },
  ],
  [
    '093',
    'a caller that is not there',
    o => {
      o.get(
        'AuthorizationPolicy',
        'ledger-allow-checkout',
      ).spec.rules[0].from[0].source.principals.push(
        'cluster.local/ns/shop-platform/sa/checkot',
      );
    },
  ],
  [
    '100',
    'a policy for no pods',
    o => {
      o.copy('NetworkPolicy', 'pricing').spec.podSelector.matchLabels[
        LABELS.name
      ] = 'price';
    },
  ],
  [
    '101',
    "the Service's port in a NetworkPolicy",
    o => {
      o.get('NetworkPolicy', 'checkout').spec.ingress[0].ports.push({
        protocol: 'TCP',
        port: 7013,
      });
    },
  ],
  [
    '102',
    'no DNS',
    o => {
      o.get('NetworkPolicy', 'migrate').spec.egress.shift();
    },
  ],
  [
    '102',
    'no egress at all',
    o => {
      delete o.get('NetworkPolicy', 'migrate').spec.egress;
    },
  ],
  [
    '103',
    'a label that namespaces do not have',
    o => {
      o.get(
        'NetworkPolicy',
        'checkout',
      ).spec.ingress[0].from[0].namespaceSelector.matchLabels = {
        name: 'istio-ingress',
      };
    },
  ],
  [
    '110',
    'a host that the Sidecar forgets',
    o => {
      const [listener] = o.get('Sidecar', 'checkout').spec.egress;
      listener.hosts = listener.hosts.filter(
        (host: string) => !host.includes('ledger'),
      );
    },
  ],
  [
    '111',
    'a callee that egress forgets',
    o => {
      const { spec } = o.get('NetworkPolicy', 'checkout');
      spec.egress = spec.egress.filter(
        (rule: Loose) => !JSON.stringify(rule).includes('ledger'),
      );
    },
  ],
  [
    '112',
    'a caller that ingress forgets',
    o => o.remove('NetworkPolicy', 'ledger-allow-nightly'),
  ],
  [
    '113',
    'a caller that nobody authorizes',
    o => o.remove('AuthorizationPolicy', 'ledger-allow-nightly'),
  ],
];
