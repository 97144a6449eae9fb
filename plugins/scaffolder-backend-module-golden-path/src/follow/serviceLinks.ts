/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef } from '@backstage/catalog-model';
import {
  alertSubjectOf,
  isPublic,
  PlatformModel,
  publicHosts,
  renderContextOf,
} from '@openpolicy/plugin-golden-path-common';

/** Where to look at a service. */
export interface ServiceLinks {
  /** Its page in the portal. */
  servicePage: string;
  dashboard?: string;
  /** Addresses at which it is reached from outside; without any it is reached inside the mesh only. */
  endpoints: string[];
  /** Address inside the mesh. */
  internal?: string;
}

/**
 * The page of an entity in the portal.
 *
 * @param baseUrl - `app.baseUrl`
 */
export function entityPage(baseUrl: string, entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `${baseUrl.replace(/\/+$/, '')}/catalog/${path.toLocaleLowerCase(
    'en-US',
  )}`;
}

/**
 * The links of a service on the golden path, in one environment.
 *
 * @throws InputError if the platform has no such service or environment
 */
export function serviceLinks(options: {
  baseUrl: string;
  entityRef: string;
  model: PlatformModel;
  /** Default: the platform's first. */
  environment?: string;
}): ServiceLinks {
  const { baseUrl, entityRef, model } = options;
  const [first] = model.system.spec.environments;
  const context = renderContextOf(model, {
    environment: options.environment ?? first.name,
    service: parseEntityRef(entityRef).name,
  });
  const { spec, name } = context.service;
  const [port] = spec.ports;
  return {
    servicePage: entityPage(baseUrl, entityRef),
    dashboard: alertSubjectOf(context).dashboardUrl,
    endpoints: isPublic(spec)
      ? publicHosts(spec, context.environment, model.system.spec).map(
          host => `https://${host}/`,
        )
      : [],
    ...(port && {
      internal: `http://${name}.${model.system.spec.namespace}.svc:${port.port}`,
    }),
  };
}

/** Links as a template's output shows them. */
export function outputLinks(
  links: ServiceLinks,
): { title: string; url: string; icon?: string }[] {
  return [
    { title: 'Service', url: links.servicePage, icon: 'catalog' },
    ...(links.dashboard
      ? [{ title: 'Dashboard', url: links.dashboard, icon: 'dashboard' }]
      : []),
    ...links.endpoints.map(url => ({ title: new URL(url).host, url })),
  ];
}
