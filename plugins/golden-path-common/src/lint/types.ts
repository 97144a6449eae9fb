/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest } from '../render/types';
import { Finding, RuleInfo } from '../rules/types';
import type { ObjectIndex } from './ObjectIndex';
import { Labels } from './labels';

/**
 * A Service that is not among the objects.
 *
 * @public
 */
export interface KnownService {
  namespace: string;
  name: string;
  /** Its ports. Left out, any port is taken for one of them. */
  ports?: readonly number[];
}

/**
 * What is there besides the objects that are linted. Each fact that is given is
 * taken for the whole truth about the rest of the cluster.
 *
 * @public
 */
export interface PlatformFacts {
  /** Whether users depend on what runs here. Default: no. */
  production?: boolean;
  /** Services elsewhere: other namespaces, databases, those of other teams. */
  services?: readonly KnownService[];
  /** Labels of pods of the namespaces that nothing here makes. */
  pods?: ReadonlyArray<{ namespace: string; labels: Labels }>;
  /** ServiceAccounts elsewhere, as `namespace/name`. */
  serviceAccounts?: readonly string[];
  /** Secrets that nothing here makes, as `namespace/name`. */
  secrets?: readonly string[];
  /** ConfigMaps that nothing here makes, as `namespace/name`. */
  configMaps?: readonly string[];
  /** Gateways of the mesh elsewhere, as `namespace/name`. */
  gateways?: readonly string[];
  /** Labels of namespaces elsewhere, by name. */
  namespaces?: Readonly<Record<string, Labels>>;
  /** Whether pods get the mesh's proxy. Default: what namespaces and pods say. */
  mesh?: boolean;
  /** Trust domain of identities in the mesh. Default: `cluster.local`. */
  trustDomain?: string;
  /** Domain of the cluster. Default: `cluster.local`. */
  clusterDomain?: string;
  prometheus?: {
    /** Labels by which its operator picks monitors and rules up. */
    selectorLabels?: Labels;
    /** Seconds between two looks at the rules. Default: 30, as the chart's. */
    evaluationSeconds?: number;
    /** Values of label `job` that other monitors bring. */
    jobs?: readonly string[];
    /** Series that something else exports or records, besides the well-known. */
    metrics?: readonly string[];
  };
}

/**
 * How objects are linted.
 *
 * @public
 */
export interface LintOptions {
  /** Namespace of objects that name none. Default: `default`. */
  namespace?: string;
  /**
   * `complete`: the objects and the facts are all there is, so that what is in
   * neither is missing. `part`: the rest may be elsewhere, and only what
   * contradicts itself is found. Default: `complete`.
   */
  scope?: 'complete' | 'part';
  platform?: PlatformFacts;
}

/**
 * An object as rules see it.
 *
 * @public
 */
export interface LintObject {
  manifest: Manifest;
  apiVersion: string;
  /** API group; empty for the core group. */
  group: string;
  kind: string;
  name: string;
  /** The object's, or the default one. */
  namespace: string;
  labels: Labels;
  annotations: Labels;
  /** Place in the list that was given. */
  position: number;
}

/**
 * What a rule found wrong with one field of one object.
 *
 * @public
 */
export interface LintViolation {
  object: LintObject;
  /** Path in the object, as `spec.selector.matchLabels`. */
  field: string;
  /** Goes on after "'field' of Kind 'name'": value and cause. */
  problem: string;
  fix: string;
}

/**
 * A rule about objects and how they fit together. Its check never throws,
 * whatever the objects look like.
 *
 * @public
 */
export interface LintRule extends RuleInfo {
  check(index: ObjectIndex): LintViolation[];
}

/**
 * A finding about an object: `path` is object and field, as
 * `Deployment/api-gateway spec.selector`.
 *
 * @public
 */
export interface LintFinding extends Finding {
  object: { kind: string; namespace: string; name: string };
  /** Path in the object. */
  field: string;
  /** Place of the object in the list that was given. */
  position: number;
}
