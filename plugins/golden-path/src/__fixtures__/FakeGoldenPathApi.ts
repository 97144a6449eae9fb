/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResponseError } from '@backstage/errors';
import {
  PreviewFinding,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import {
  EnvironmentDelivery,
  GoldenPathApi,
  PortPool,
  PortReservation,
  ServiceSource,
  SkeletonFile,
} from '../api/GoldenPathApi';

/** The ports of `aCatalog`'s platform; half past three is when reservations end. */
export function aPool(more: Partial<PortPool> = {}): PortPool {
  return {
    pool: { from: 7000, to: 7029 },
    next: 7000,
    reservationTtlSeconds: 3600,
    ports: [
      {
        port: 7001,
        state: 'used',
        by: 'component:default/cart',
        name: 'cart',
      },
      {
        port: 7003,
        state: 'used',
        by: 'component:default/ledger',
        name: 'ledger',
      },
      {
        port: 7005,
        state: 'reserved',
        by: 'user:default/alice',
        name: 'wishlist',
        expiresAt: '2026-11-25T15:30:00Z',
      },
      {
        port: 7009,
        state: 'live',
        by: "Service 'leftover' in shop-platform",
      },
    ],
    problems: [],
    ...more,
  };
}

/** As `aCatalog`'s platform says it. */
export function aDelivery(
  more: Partial<EnvironmentDelivery> = {},
): EnvironmentDelivery[] {
  const repository = 'https://git.example.com/shop/deploy.git';
  return [
    {
      environment: 'dev',
      repository,
      branch: 'main',
      cluster: 'dev-1',
      ...more,
    },
    { environment: 'live', repository, branch: 'main', cluster: 'live-1' },
  ];
}

/** Every outcome once, of a service that an older generator made. */
export function anUpgrade(more: Partial<UpgradePlan> = {}): UpgradePlan {
  return {
    entityRef: 'component:default/cart',
    from: '0.0.3',
    to: '7.0.0',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'cart' },
    },
    repository: {
      url: 'https://git.example.com/cart.git',
      branch: 'main',
      revision: 'c0ffee7',
      files: [
        {
          path: 'Dockerfile',
          outcome: 'changed',
          before: 'FROM base:3\n',
          after: 'FROM base:5\n',
        },
        {
          path: 'README.md',
          outcome: 'conflict',
          before: '# Cart\n',
          after: '<<<<<<< this repository\n',
          reason: 'Edited here and changed by the golden path, from line 1 on.',
        },
        {
          path: 'docs/old.md',
          outcome: 'kept',
          before: 'Mine\n',
          after: 'Mine\n',
          reason: 'The golden path makes it no more, but it has been edited.',
        },
        { path: 'docs/runbook.md', outcome: 'added', after: '# Runbook\n' },
      ],
    },
    delivery: {
      environment: 'dev',
      url: 'https://git.example.com/deploy.git',
      branch: 'main',
      files: [
        {
          path: 'services/cart/rollout.yaml',
          outcome: 'merged',
          before: 'a\n',
          after: 'b\n',
        },
        {
          path: 'services/cart/old.yaml',
          outcome: 'removed',
          before: 'old\n',
        },
      ],
    },
    ...more,
  };
}

/** An answer of the server that refuses. */
export function refusal(status: number, message: string): Error {
  return Object.assign(new Error(message), {
    response: { status },
    body: { error: { name: 'Error', message } },
  }) as unknown as ResponseError;
}

/** A backend in memory; what it was asked is there to be looked at. */
export class FakeGoldenPathApi implements GoldenPathApi {
  readonly asked: Array<{ what: string; with: unknown }> = [];
  ports: () => Promise<PortPool>;
  deliveries: () => Promise<EnvironmentDelivery[]>;
  findings: () => Promise<PreviewFinding[]>;
  reservation: () => Promise<PortReservation>;
  source: () => Promise<ServiceSource>;
  skeleton: (language: string) => Promise<SkeletonFile[]>;
  upgrade: () => Promise<UpgradePlan>;

  constructor(
    options: {
      ports?: () => Promise<PortPool>;
      deliveries?: () => Promise<EnvironmentDelivery[]>;
      findings?: () => Promise<PreviewFinding[]>;
      reservation?: () => Promise<PortReservation>;
      source?: () => Promise<ServiceSource>;
      skeleton?: (language: string) => Promise<SkeletonFile[]>;
      upgrade?: () => Promise<UpgradePlan>;
    } = {},
  ) {
    this.ports = options.ports ?? (async () => aPool());
    this.deliveries = options.deliveries ?? (async () => aDelivery());
    this.findings = options.findings ?? (async () => []);
    this.reservation =
      options.reservation ??
      (async () => ({
        port: 7011,
        service: 'coupons',
        outcome: 'reserved',
        expiresAt: '2026-11-25T15:30:00Z',
      }));
    this.source =
      options.source ??
      (async () => ({
        path: 'service.yaml',
        text: '# Mind the queue.\nscale:\n  min: 2\n  max: 5\n',
        revision: 'c0ffee7',
        currentGeneratorVersion: '7.0.0',
      }));
    this.skeleton =
      options.skeleton ??
      (async language => [
        { path: `src/main.${language}`, content: `${language}\n` },
      ]);
    this.upgrade = options.upgrade ?? (async () => anUpgrade());
  }

  async getPorts(systemRef: string): Promise<PortPool> {
    this.asked.push({ what: 'ports', with: systemRef });
    return await this.ports();
  }

  async getDeliveries(systemRef: string): Promise<EnvironmentDelivery[]> {
    this.asked.push({ what: 'deliveries', with: systemRef });
    return await this.deliveries();
  }

  async reservePort(
    systemRef: string,
    reservation: { service: string; port?: number },
  ): Promise<PortReservation> {
    this.asked.push({
      what: 'reservation',
      with: { systemRef, ...reservation },
    });
    return await this.reservation();
  }

  async validate(
    draft: Readonly<Record<string, unknown>>,
  ): Promise<{ findings: PreviewFinding[] }> {
    this.asked.push({ what: 'validation', with: draft });
    return { findings: await this.findings() };
  }

  async getSource(entityRef: string): Promise<ServiceSource> {
    this.asked.push({ what: 'source', with: entityRef });
    return await this.source();
  }

  async getUpgrade(
    entityRef: string,
    options: { environment?: string } = {},
  ): Promise<UpgradePlan> {
    const { environment } = options;
    this.asked.push({ what: 'upgrade', with: { entityRef, environment } });
    return await this.upgrade();
  }

  async getSkeleton(
    templateRef: string,
    language: string,
  ): Promise<SkeletonFile[]> {
    this.asked.push({ what: 'skeleton', with: { templateRef, language } });
    return await this.skeleton(language);
  }
}
