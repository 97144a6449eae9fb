/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResponseError } from '@backstage/errors';
import { PreviewFinding } from '@openpolicy/plugin-golden-path-common';
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

  constructor(
    options: {
      ports?: () => Promise<PortPool>;
      deliveries?: () => Promise<EnvironmentDelivery[]>;
      findings?: () => Promise<PreviewFinding[]>;
      reservation?: () => Promise<PortReservation>;
      source?: () => Promise<ServiceSource>;
      skeleton?: (language: string) => Promise<SkeletonFile[]>;
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

  async getSkeleton(
    templateRef: string,
    language: string,
  ): Promise<SkeletonFile[]> {
    this.asked.push({ what: 'skeleton', with: { templateRef, language } });
    return await this.skeleton(language);
  }
}
