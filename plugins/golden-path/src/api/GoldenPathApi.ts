/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  PreviewFinding,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';

/**
 * A port of a platform's pool that is not free.
 *
 * @public
 */
export interface TakenPort {
  port: number;
  /**
   * `used` by a service of the catalog, `reserved` for one that is yet to be
   * made, or `live`: something in the cluster answers on it that the catalog does
   * not know.
   */
  state: 'used' | 'reserved' | 'live';
  /** Reference of an entity or a user, or words about an object of the cluster. */
  by: string;
  /** Name of the service that it is for. */
  name?: string;
  /** When a reservation ends, ISO 8601. */
  expiresAt?: string;
}

/**
 * The pool of ports of a platform. Every port that is not listed is free.
 *
 * @public
 */
export interface PortPool {
  pool: { from: number; to: number };
  /** The lowest free port; missing if none is. */
  next?: number;
  reservationTtlSeconds: number;
  ports: TakenPort[];
  /** Clusters that could not be asked, a sentence each: what they have is not among the ports. */
  problems: string[];
}

/**
 * Where one environment of a platform is delivered, with what the portal's
 * configuration says otherwise than the catalog.
 *
 * @public
 */
export interface EnvironmentDelivery {
  environment: string;
  /** Address of the GitOps repository. */
  repository: string;
  branch: string;
  /** Name of the cluster, as the portal's configuration calls it. */
  cluster: string;
}

/**
 * @public
 */
export interface PortReservation {
  port: number;
  service: string;
  outcome: 'reserved' | 'renewed';
  /** ISO 8601. */
  expiresAt: string;
}

/**
 * The source of a service: its `service.yaml`, as it is in its repository.
 *
 * @public
 */
export interface ServiceSource {
  repository?: string;
  browseUrl?: string;
  path: string;
  text: string;
  revision: string;
  generatorVersion?: string;
  currentGeneratorVersion: string;
}

/**
 * A static file of a template.
 *
 * @public
 */
export interface SkeletonFile {
  /** With slashes, relative to the new repository. */
  path: string;
  content: string;
}

/**
 * What golden-path-backend offers to forms. All methods reject with a
 * `ResponseError` if the server refuses.
 *
 * @public
 */
export interface GoldenPathApi {
  /** @param systemRef - reference of the System whose platform it is */
  getPorts(
    systemRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<PortPool>;
  /** @param systemRef - reference of the System whose platform it is */
  getDeliveries(
    systemRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EnvironmentDelivery[]>;
  /** Takes a port for a while, or lengthens the time; without a port, the next free one. */
  reservePort(
    systemRef: string,
    reservation: { service: string; port?: number },
  ): Promise<PortReservation>;
  /** Checks a draft against the catalog, the rules and the outside world. */
  validate(
    draft: Readonly<Record<string, unknown>>,
  ): Promise<{ findings: PreviewFinding[] }>;
  getSource(entityRef: string): Promise<ServiceSource>;
  /**
   * What brings a service to the current golden path; it is only worked out.
   *
   * @param options - `environment`: default is the platform's first
   */
  getUpgrade(
    entityRef: string,
    options?: { environment?: string; signal?: AbortSignal },
  ): Promise<UpgradePlan>;
  /**
   * The static files that a template puts into a new repository.
   *
   * @param templateRef - reference of the Template
   */
  getSkeleton(templateRef: string, language: string): Promise<SkeletonFile[]>;
}

/**
 * @public
 */
export const goldenPathApiRef = createApiRef<GoldenPathApi>({
  id: 'plugin.golden-path.service',
});
