/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ObjectIndex } from '../lint/ObjectIndex';
import { findProvider } from '../model/providers';
import { PlatformModel } from '../model/types';
import { connectionVariable } from '../render/connections';
import { hostOf } from '../render/conventions';
import { LiveService } from './liveServices';
import { appContainer } from './readService';
import { variablesOf } from './variables';

/**
 * Variables and dependencies of a live service.
 *
 * @internal
 */
export interface LiveVariables {
  env: Record<string, string>;
  dependencies: Array<{ ref: string; port?: number; env?: string }>;
  language?: 'go' | 'node';
}

/** Variables that the golden path sets by itself. */
const OWN = new Set(['ENVIRONMENT', 'SERVICE_NAME']);

/** Variables by which it tells a language's runtime how much memory it has. */
const LANGUAGES: Record<string, 'go' | 'node'> = {
  GOMEMLIMIT: 'go',
  HEAP_MEGABYTES: 'node',
};

/**
 * Reads the variables of a service: addresses of what the model knows are
 * dependencies, the platform's own are left to it.
 *
 * @param model - with every service that another may call
 * @internal
 */
export function readVariables(
  service: LiveService,
  index: ObjectIndex,
  model: PlatformModel,
): LiveVariables {
  const all = variablesOf(
    appContainer(service.workload),
    service.namespace,
    index,
  );
  const result: LiveVariables = { env: {}, dependencies: [] };
  for (const [name, value] of Object.entries(all)) {
    const language = LANGUAGES[name];
    if (language && typeof value !== 'string') {
      result.language = language;
      continue;
    }
    if (typeof value !== 'string' || OWN.has(name)) {
      continue;
    }
    const dependency = readDependency(name, value, model);
    if (dependency) {
      result.dependencies.push(dependency);
    } else if (model.system.spec.env[name] !== value) {
      result.env[name] = value;
    }
  }
  if (result.language === 'node') {
    delete result.env.NODE_OPTIONS;
  }
  return result;
}

/** `http://ledger.shop.svc.cluster.local:7029`, and nothing behind. */
const ADDRESS = /^[a-z0-9+]+:\/\/([^/:@]+)(?::(\d+))?\/?$/;

function readDependency(
  variable: string,
  value: string,
  model: PlatformModel,
): LiveVariables['dependencies'][number] | undefined {
  const [, name, port] = ADDRESS.exec(value) ?? [];
  if (name === undefined) {
    return undefined;
  }
  const references = [
    ...model.services.map(({ entityRef }) => entityRef),
    ...model.endpoints.keys(),
  ];
  for (const ref of references) {
    const provider = findProvider(model, ref);
    const offered = provider?.ports.map(entry => entry.port) ?? [];
    const number = port === undefined ? offered[0] : Number(port);
    if (
      provider &&
      isNameOf(name, provider.host, model) &&
      offered.includes(number)
    ) {
      return {
        ref,
        ...(number !== offered[0] && { port: number }),
        ...(variable !== connectionVariable(ref) && { env: variable }),
      };
    }
  }
  return undefined;
}

/** Pods may leave out as much of a name behind the host as they like. */
function isNameOf(name: string, host: string, model: PlatformModel): boolean {
  const whole = hostOf(host, model.system.spec.namespace);
  return (
    name === host || (name.startsWith(`${host}.`) && whole.startsWith(name))
  );
}
